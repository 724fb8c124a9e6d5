-- What customers scored lately, for those who look after it each morning; answers are few among the events.
create index events_scored on events (occurred_at desc) where type = 'case.survey_answered';
