/*
 * routes.h — the handlers that the router's table names.  Each answers its request,
 * at once or later; what it may rely on (account, role, body) the table says.
 */
#ifndef GATEWAY_ROUTES_ROUTES_H
#define GATEWAY_ROUTES_ROUTES_H

struct request;

/* session.c */
void route_login(struct request *request);
void route_logout(struct request *request);
void route_session(struct request *request);

/* evidence.c */
void route_evidence_submit(struct request *request);
void route_evidence_list(struct request *request);
void route_evidence_one(struct request *request);

/* files.c */
void route_evidence_file(struct request *request);

/* imports.c */
void route_import_start(struct request *request);
void route_import_one(struct request *request);

/* campaigns.c */
void route_campaign_list(struct request *request);
void route_campaign_one(struct request *request);
void route_scoreboard(struct request *request);
void route_sensitivity(struct request *request);
void route_unit(struct request *request);
void route_receipt(struct request *request);
void route_receipt_unit(struct request *request);
void route_gains(struct request *request);
void route_check_list(struct request *request);
void route_check_set(struct request *request);
void route_trial_order(struct request *request);
void route_trial_one(struct request *request);
void route_handbook(struct request *request);
void route_finding_answer(struct request *request);
void route_finding_list(struct request *request);
void route_finding_summary(struct request *request);
void route_pace(struct request *request);
void route_cadence(struct request *request);
void route_unit_members(struct request *request);

/* feeds.c, posts.c */
void route_feed_list(struct request *request);
void route_feed_put(struct request *request);
void route_feed_remove(struct request *request);
void route_posts_import(struct request *request);
void route_posts_mapping(struct request *request);
void route_unit_posts(struct request *request);
void route_post_remove(struct request *request);

/* assessments.c */
void route_assessment_list(struct request *request);
void route_assessment_one(struct request *request);
void route_assessment_step(struct request *request);
void route_scores_say(struct request *request);
void route_differences(struct request *request);

/* figures.c, figure_rules.c */
void route_unit_figures(struct request *request);
void route_figure_rule_list(struct request *request);
void route_figure_rule_put(struct request *request);
void route_figure_rule_remove(struct request *request);
void route_figure_rule_try(struct request *request);

/* members.c */
void route_members_upload(struct request *request);
void route_members_import(struct request *request);
void route_members_map(struct request *request);

/* cadres.c */
void route_cadres(struct request *request);

/* units.c */
void route_units(struct request *request);
void route_unit_history(struct request *request);
void route_recast(struct request *request);

/* links.c */
void route_unit_sites(struct request *request);
void route_unit_sites_set(struct request *request);
void route_evidence_page(struct request *request);

/* publications.c */
void route_publish(struct request *request);
void route_publication_one(struct request *request);

/* inbox.c */
void route_inbox(struct request *request);
void route_inbox_read(struct request *request);

/* meta.c */
void route_events(struct request *request);
void route_openapi(struct request *request);
void route_health(struct request *request);
void route_ready(struct request *request);
void route_metrics(struct request *request);

#endif
