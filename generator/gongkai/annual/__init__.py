"""`gongkai annual YEAR`: what the schemes know of the figures that the annual report on government information disclosure asks for."""
