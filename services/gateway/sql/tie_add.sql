-- States a membership or declares a conflict of interest; the store decides who may.
-- params: username code, tie json
SELECT app_add_tie($1::text, $2::text::jsonb)::text;
