-- What the fetcher saw, once it has fetched the page.  $1 identifier.
SELECT answer::text FROM link_probe WHERE id = $1::uuid AND answer IS NOT NULL;
