"""What templates can say: marked text, dates and names, charts."""
