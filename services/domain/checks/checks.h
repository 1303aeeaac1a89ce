/*
 * checks.h — the functions behind the rows of the tables.
 */
#ifndef CHECKS_CHECKS_H
#define CHECKS_CHECKS_H

#include "checks/check.h"
#include "checks/checks_texts.h"

void check_too_short(struct inspection *);
void check_article_long(struct inspection *);
void check_article_time(struct inspection *);
void check_article_place(struct inspection *);
void check_article_people(struct inspection *);
void check_article_figures(struct inspection *);
void check_article_lead(struct inspection *);
void check_article_paragraphs(struct inspection *);
void check_article_title(struct inspection *);
void check_article_picture(struct inspection *);
void check_article_quality(struct inspection *);
void check_document_symbol(struct inspection *);
void check_document_type(struct inspection *);
void check_document_issuer(struct inspection *);
void check_document_superior(struct inspection *);
void check_document_in_file(struct inspection *);
void check_document_day(struct inspection *);
void check_document_future(struct inspection *);
void check_paper_heading(struct inspection *);
void check_paper_state_heading(struct inspection *);
void check_paper_symbol(struct inspection *);
void check_paper_unnumbered(struct inspection *);
void check_paper_day(struct inspection *);
void check_paper_subject(struct inspection *);
void check_paper_type(struct inspection *);
void check_paper_recipients(struct inspection *);
void check_paper_signer(struct inspection *);
void check_paper_draft(struct inspection *);
void check_paper_unfilled(struct inspection *);
void check_figure_sum(struct inspection *);
void check_figure_missing(struct inspection *);
void check_figure_negative(struct inspection *);
void check_figure_whole(struct inspection *);
void check_figure_share(struct inspection *);
void check_figure_part(struct inspection *);
void check_figure_repeated(struct inspection *);
void check_figure_outlier_own(struct inspection *);
void check_figure_outlier_peers(struct inspection *);
void check_figure_falls(struct inspection *);
void check_figure_below_plan(struct inspection *);
void check_figure_over_members(struct inspection *);
void check_figure_members_differ(struct inspection *);
void check_figure_children(struct inspection *);
void check_figure_rules(struct inspection *);
void check_cited_often(struct inspection *);
void check_text_sum(struct inspection *);
void check_text_percent(struct inspection *);
void check_text_share(struct inspection *);
void check_text_contradiction(struct inspection *);
void check_table_contradiction(struct inspection *);
void check_table_total(struct inspection *);
void check_table_empty(struct inspection *);
void check_table_repeated(struct inspection *);
void check_file_missing(struct inspection *);
void check_file_damaged(struct inspection *);
void check_file_encrypted(struct inspection *);
void check_file_empty(struct inspection *);
void check_file_too_large(struct inspection *);
void check_file_timeout(struct inspection *);
void check_file_unstored(struct inspection *);
void check_file_zip_bomb(struct inspection *);
void check_file_xml_bomb(struct inspection *);
void check_file_polyglot(struct inspection *);
/* The value of a line "name=" of what the reader noted; NULL if there is none. */
const char *reading_fact(struct inspection *in, const struct reading *reading, const char *name);
/* Page, sheet and cell of a finding whose line is known. */
void place_in_file(struct inspection *in, struct finding *finding, const struct passage *passage,
                   size_t offset);

void check_file_malware(struct inspection *);
void check_file_unscanned(struct inspection *);
void check_file_macro(struct inspection *);
void check_file_type(struct inspection *);
void check_file_refused(struct inspection *);
void check_file_double_extension(struct inspection *);
void check_file_temporary(struct inspection *);
void check_file_old_office(struct inspection *);
void check_file_no_text(struct inspection *);
void check_file_name(struct inspection *);
void check_photo_not_image(struct inspection *);
void check_photo_small(struct inspection *);
void check_photo_screenshot(struct inspection *);
void check_photo_day(struct inspection *);
void check_photo_place(struct inspection *);
void check_photo_generated(struct inspection *);
void check_photo_caption(struct inspection *);
void check_kind(struct inspection *);
void check_many_criteria(struct inspection *);
void check_title_short(struct inspection *);
void check_title_long(struct inspection *);
void check_title_placeholder(struct inspection *);
void check_title_capitals(struct inspection *);
void check_link(struct inspection *);
void check_link_shortened(struct inspection *);
void check_link_dead(struct inspection *);
void check_link_unreachable(struct inspection *);
void check_link_refused(struct inspection *);
void check_link_home(struct inspection *);
void check_link_not_page(struct inspection *);
void check_link_title(struct inspection *);
void check_link_day(struct inspection *);
void check_link_text(struct inspection *);
void check_link_foreign(struct inspection *);
void check_link_changed(struct inspection *);
void check_outside_window(struct inspection *);
void check_after_filing(struct inspection *);
void check_title_date(struct inspection *);
void check_text_dates(struct inspection *);
void check_title_year(struct inspection *);
void check_impossible_date(struct inspection *);
void check_weekday(struct inspection *);
void check_text_future(struct inspection *);
void check_late(struct inspection *);
void check_long_after(struct inspection *);
void check_weekend_backlog(struct inspection *);
void check_copied_file(struct inspection *);
void check_file_twice(struct inspection *);
void check_copied_link(struct inspection *);
void check_copied_text(struct inspection *);
void check_copied_document(struct inspection *);
void check_near_text(struct inspection *);
void check_near_document(struct inspection *);
void check_near_passage(struct inspection *);
void check_near_photo(struct inspection *);

#endif
