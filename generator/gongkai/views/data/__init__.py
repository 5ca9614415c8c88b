"""All schemes' indicators, citations and particulars together: pages, files for machines, feed."""
