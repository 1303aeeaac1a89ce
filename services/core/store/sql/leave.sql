-- Removes an instance that is draining.  $1 instance.
DELETE FROM peer WHERE instance = $1::uuid;
