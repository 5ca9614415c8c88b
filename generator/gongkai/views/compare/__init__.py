"""The schemes of two years side by side, and the lists of such pages."""
