-- Until a mailbox says otherwise its answers are asked for at name+token@domain, as they always were.
alter table mailboxes alter column plus_addressing set default true;
update mailboxes set plus_addressing = true;
