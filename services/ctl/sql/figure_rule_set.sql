-- The next version of a rule across figures.  $1 campaign, $2 rule, $3 its body.
SELECT jsonb_build_object('campaign', c.code, 'rule', $2::text,
                          'version', put_figure_rule(c.id, $2::text, $3::text::jsonb, NULL))::text
  FROM campaign c
 WHERE c.code = $1::text AND c.state <> 'published';
