"""Files that staff pull from the portal, taken in: sellers, sales and partners."""
