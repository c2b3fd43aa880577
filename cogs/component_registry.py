"""Every button, menu and modal of the cogs, registered by id so that they survive a restart."""

from __future__ import annotations

from typing import Final

from cogs.answers import answer_buttons, cite_answer, correct_answer
from cogs.decks import card_form, exclude_questions
from cogs.entries import confirm_action, edit_entry, history_card
from cogs.exchange import import_export
from cogs.feedback import attach_wordings, gap_list, report_buttons, suggestion_queue
from cogs.privacy import privacy_cards
from cogs.quiz import leaderboard_card, redo_misses, round_answers
from cogs.review import review_session, review_settings
from cogs.settings import settings_card

QUIZ_ITEMS: Final = (
    *round_answers.ITEMS,
    *redo_misses.ITEMS,
    *leaderboard_card.EXPORT_ITEMS,
    *leaderboard_card.ITEMS,
)

ITEMS = (
    *answer_buttons.ITEMS,
    *cite_answer.ITEMS,
    *correct_answer.ITEMS,
    *edit_entry.ITEMS,
    *confirm_action.ITEMS,
    *history_card.ITEMS,
    *report_buttons.ITEMS,
    *attach_wordings.ITEMS,
    *gap_list.ITEMS,
    *suggestion_queue.ITEMS,
    *settings_card.ITEMS,
    *import_export.ITEMS,
    *QUIZ_ITEMS,
    *review_session.ITEMS,
    *review_settings.ITEMS,
    *card_form.ITEMS,
    *exclude_questions.ITEMS,
    *privacy_cards.ITEMS,
)

QUIZ_FORMS: Final = (*round_answers.FORMS, *redo_misses.FORMS)

FORMS = (
    *answer_buttons.FORMS,
    *edit_entry.FORMS,
    *report_buttons.FORMS,
    *attach_wordings.FORMS,
    *suggestion_queue.FORMS,
    *settings_card.FORMS,
    *QUIZ_FORMS,
    *card_form.FORMS,
)
