-- One function locks the round of a write, for teams, itinerary and conclusion.
DROP FUNCTION IF EXISTS round_for_teams(text, text);
