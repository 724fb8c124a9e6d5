-- How texts were folded (the code's FOLDING) when a walk through them was last begun: under another folding they are walked through anew.
alter table search_progress add column folding int not null default 1;
