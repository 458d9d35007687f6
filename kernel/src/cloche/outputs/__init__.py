"""What cells show: values to MIME bundles, Markdown, boxes, pictures. Nothing here runs cells or knows the page."""
