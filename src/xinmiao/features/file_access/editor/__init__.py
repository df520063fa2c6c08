"""What is typed of requests for a file, part by part; and how a request is read."""
