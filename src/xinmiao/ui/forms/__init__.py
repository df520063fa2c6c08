"""Forms: editors made from declared fields, placed by hand on a page."""
