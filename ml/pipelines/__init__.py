"""Steps from prices to forecasts, features and scans."""
