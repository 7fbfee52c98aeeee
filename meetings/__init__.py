"""The archive of local-government meetings: models, extraction, search, pages."""
