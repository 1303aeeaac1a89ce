-- PDFs that could not be made so far are pending again: this worker has an office.
SELECT papers_pdf_again();
