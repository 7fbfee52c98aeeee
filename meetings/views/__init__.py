"""The pages: each view fetches, asks and renders."""
