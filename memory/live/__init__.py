"""What the owner publishes on the web: feeds, sitemaps and pages, fetched politely and kept fresh."""
