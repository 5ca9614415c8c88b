"""Pages that lead to schemes: home, catalogue, regions, agencies, search, site map; and the lists they share."""
