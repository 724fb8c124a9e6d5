-- When each process of the product was last alive; worth nothing after a crash.
create unlogged table process_beats (
  id uuid primary key,
  role text not null,
  host text not null,
  version text not null,
  started_at timestamptz not null,
  beat_at timestamptz not null
);

-- Mails that were put aside are listed, to be taken back.
create index inbound_mails_dismissed on inbound_mails (received_at, id) where status = 'dismissed';
