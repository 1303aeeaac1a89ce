-- The units whose news the account may hear.
SELECT app_readable_units();
