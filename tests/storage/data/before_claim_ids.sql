BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('step_0003');
CREATE TABLE audit (
	id INTEGER NOT NULL, 
	guild BIGINT NOT NULL, 
	at BIGINT NOT NULL, 
	actor BIGINT NOT NULL, 
	action TEXT NOT NULL, 
	entry TEXT NOT NULL, 
	detail TEXT NOT NULL, 
	posted BOOLEAN DEFAULT 0 NOT NULL, 
	trouble TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT pk_audit PRIMARY KEY (id)
);
INSERT INTO "audit" VALUES(1,300,1767225601000000,9,'upsert','patrols','',0,'');
INSERT INTO "audit" VALUES(2,300,1767225606000000,9,'upsert','our-class','',0,'');
INSERT INTO "audit" VALUES(3,300,1767225611000000,9,'upsert','convoy','',0,'');
INSERT INTO "audit" VALUES(4,300,1767225616000000,9,'retire','ledger','not in our edition',0,'');
INSERT INTO "audit" VALUES(5,300,1767225621000000,9,'upsert','wrong-year','',0,'');
INSERT INTO "audit" VALUES(6,300,1767225626000000,9,'upsert','harbour','',0,'');
INSERT INTO "audit" VALUES(7,300,1767225637000000,9,'new deck','','Roads (roads)',0,'');
INSERT INTO "audit" VALUES(8,300,1767225639000000,9,'deck imported','','Roads (roads)',0,'');
INSERT INTO "audit" VALUES(9,300,1767225640000000,9,'excluded from quizzes','','On the convoy',0,'');
INSERT INTO "audit" VALUES(10,300,1767225641000000,9,'excluded from quizzes','','On the ledger',0,'');
CREATE TABLE decks (
	guild BIGINT NOT NULL, 
	deck TEXT NOT NULL, 
	title TEXT NOT NULL, 
	cards TEXT NOT NULL, 
	size INTEGER NOT NULL, 
	author BIGINT NOT NULL, 
	at BIGINT NOT NULL, 
	CONSTRAINT pk_decks PRIMARY KEY (guild, deck)
);
INSERT INTO "decks" VALUES(300,'roads','Roads','[{"id":"term-1","kind":"written","prompt":"Which road did the convoy take?","explanation":"The northern one.","citations":[{"text":"John Doe, Blue Helmets","footnote":2,"url":null,"basis":"cited","uncertain":false}],"options":["northern","coastal"],"answer":0,"accepted":[],"typed":false,"entries":["convoy","ledger"],"section":"start"}]',1,9,1767225638000000);
CREATE TABLE drafts (
	id TEXT NOT NULL, 
	guild BIGINT NOT NULL, 
	author BIGINT NOT NULL, 
	payload TEXT NOT NULL, 
	at BIGINT NOT NULL, 
	state TEXT NOT NULL, 
	CONSTRAINT pk_drafts PRIMARY KEY (id)
);
INSERT INTO "drafts" VALUES('draft-patrols',300,9,'{"entry":"patrols","is_new":false,"kind":"finding","section":"start","title":"On the patrols, once more","statements":"About fifty patrols went out. [1]\nHalf of them came back late. [2?]","phrasings":"how many patrols went out\nwere the patrols late\nhow many of them were sent","keywords":"","related":"convoy","seen":1,"based_on":"3428c43757c89d657c0ae46bb59863b8","kept":{"errata":["wrong-year"]},"works":[],"typed_source":{},"comment":"","origin":{"suggestion":null,"gaps":[]},"author":null}',1767225631000000,'open');
INSERT INTO "drafts" VALUES('draft-convoy',300,9,'{"entry":"convoy","is_new":false,"kind":"finding","section":"start","title":"On the convoy, once more","statements":"The convoy took the coastal road. [2]","phrasings":"which road did the convoy take","keywords":"","related":"","seen":1,"based_on":"f222d539ac0b8fbfeacc43c8f7a98718","kept":{},"works":[],"typed_source":{},"comment":"","origin":{"suggestion":null,"gaps":[]},"author":null}',1767225633000000,'open');
INSERT INTO "drafts" VALUES('draft-wrong-year',300,9,'{"entry":"wrong-year","is_new":false,"kind":"erratum","section":"start","title":"On the wrong-year, once more","statements":"The two notes give two years. [1, 2]","phrasings":"which year is wrong","keywords":"","related":"","seen":1,"based_on":"4baaa99f71e1f7bb28978f500cab2c56","kept":{},"works":[],"typed_source":{},"comment":"","origin":{"suggestion":null,"gaps":[]},"author":null}',1767225635000000,'open');
CREATE TABLE excluded (
	guild BIGINT NOT NULL, 
	item TEXT NOT NULL, 
	title TEXT DEFAULT '' NOT NULL, 
	author BIGINT NOT NULL, 
	at BIGINT NOT NULL, 
	CONSTRAINT pk_excluded PRIMARY KEY (guild, item)
);
INSERT INTO "excluded" VALUES(300,'convoy','On the convoy',9,1767225640000000);
INSERT INTO "excluded" VALUES(300,'ledger','On the ledger',9,1767225641000000);
CREATE TABLE gaps (
	id INTEGER NOT NULL, 
	guild BIGINT NOT NULL, 
	at BIGINT NOT NULL, 
	text TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	entry TEXT NOT NULL, 
	author BIGINT NOT NULL, 
	state TEXT NOT NULL, 
	request TEXT NOT NULL, 
	CONSTRAINT pk_gaps PRIMARY KEY (id), 
	CONSTRAINT uq_gaps_guild_request UNIQUE (guild, request)
);
CREATE TABLE guilds (
	guild BIGINT NOT NULL, 
	generation BIGINT NOT NULL, 
	settings TEXT NOT NULL, 
	salt TEXT NOT NULL, 
	CONSTRAINT pk_guilds PRIMARY KEY (guild)
);
INSERT INTO "guilds" VALUES(300,6,'{}','8de46849045a17dafce55a7b961a8a98');
CREATE TABLE learners (
	person BIGINT NOT NULL, 
	missed BOOLEAN DEFAULT 0 NOT NULL, 
	new_per_day INTEGER NOT NULL, 
	zone TEXT NOT NULL, 
	remind_at TEXT NOT NULL, 
	used BIGINT NOT NULL, 
	sent BIGINT, 
	next BIGINT, 
	CONSTRAINT pk_learners PRIMARY KEY (person)
);
CREATE TABLE notices (
	id INTEGER NOT NULL, 
	guild BIGINT NOT NULL, 
	person BIGINT NOT NULL, 
	text TEXT NOT NULL, 
	at BIGINT NOT NULL, 
	delivered BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_notices PRIMARY KEY (id)
);
CREATE TABLE players (
	guild BIGINT NOT NULL, 
	person BIGINT NOT NULL, 
	name TEXT NOT NULL, 
	CONSTRAINT pk_players PRIMARY KEY (guild, person)
);
CREATE TABLE questions (
	id INTEGER NOT NULL, 
	guild BIGINT NOT NULL, 
	at BIGINT NOT NULL, 
	text TEXT NOT NULL, 
	outcome TEXT NOT NULL, 
	entry TEXT NOT NULL, 
	asker TEXT NOT NULL, 
	settled BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_questions PRIMARY KEY (id)
);
INSERT INTO "questions" VALUES(1,300,1793620800000000,'which road','answered','convoy','x',0);
CREATE TABLE review_log (
	id INTEGER NOT NULL, 
	person BIGINT NOT NULL, 
	guild BIGINT NOT NULL, 
	card TEXT NOT NULL, 
	entries TEXT NOT NULL, 
	grade INTEGER NOT NULL, 
	stage INTEGER NOT NULL, 
	at BIGINT NOT NULL, 
	CONSTRAINT pk_review_log PRIMARY KEY (id)
);
INSERT INTO "review_log" VALUES(1,41,0,'term-1','convoy ledger',3,1,1793620800000000);
CREATE TABLE reviews (
	id INTEGER NOT NULL, 
	person BIGINT NOT NULL, 
	guild BIGINT NOT NULL, 
	card TEXT NOT NULL, 
	payload TEXT NOT NULL, 
	entries TEXT NOT NULL, 
	state TEXT NOT NULL, 
	due BIGINT NOT NULL, 
	stage INTEGER NOT NULL, 
	begun BIGINT, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_reviews PRIMARY KEY (id), 
	CONSTRAINT uq_reviews_person_guild_card UNIQUE (person, guild, card)
);
INSERT INTO "reviews" VALUES(1,41,0,'term-1','{"id":"term-1","kind":"cloze","prompt":"Which road did the convoy take?","explanation":"The northern one.","citations":[{"text":"John Doe, Blue Helmets","footnote":2,"url":null,"basis":"cited","uncertain":false}],"options":["northern","coastal"],"answer":0,"accepted":[],"typed":false,"entries":["convoy","ledger"],"section":"start"}','convoy ledger','{"card":"term-1","due":"2026-01-01T00:00:42Z","stage":1,"step":0,"stability":null,"difficulty":null,"first":null,"last":null}',1767225642000000,1,NULL,0);
CREATE TABLE revisions (
	id INTEGER NOT NULL, 
	guild BIGINT NOT NULL, 
	entry TEXT NOT NULL, 
	number INTEGER NOT NULL, 
	action TEXT NOT NULL, 
	payload TEXT NOT NULL, 
	based_on TEXT NOT NULL, 
	author BIGINT NOT NULL, 
	approver BIGINT NOT NULL, 
	at BIGINT NOT NULL, 
	comment TEXT NOT NULL, 
	request TEXT NOT NULL, 
	CONSTRAINT pk_revisions PRIMARY KEY (id), 
	CONSTRAINT fk_revisions_guild FOREIGN KEY(guild) REFERENCES guilds (guild), 
	CONSTRAINT uq_revisions_guild_entry_number UNIQUE (guild, entry, number), 
	CONSTRAINT uq_revisions_guild_request_entry UNIQUE (guild, request, entry)
);
INSERT INTO "revisions" VALUES(1,300,'patrols',1,'upsert','{"entry":{"id":"patrols","kind":"finding","title":"On the patrols","section":"start","claims":[{"text":"About fifty patrols went out.","footnotes":[1]},{"text":"Half of them came back late.","footnotes":[2],"uncertain":true}],"phrasings":["how many patrols went out","were the patrols late","how many of them were sent"],"related":["convoy"],"errata":["wrong-year"]},"sources":[]}','3428c43757c89d657c0ae46bb59863b8',9,9,1767225601000000,'','press-1');
INSERT INTO "revisions" VALUES(2,300,'our-class',1,'upsert','{"entry":{"id":"our-class","kind":"finding","title":"On the our-class","section":"start","claims":[{"text":"The class counted again.","source":"un-page"}],"phrasings":["what did the class find"],"related":["convoy","patrols"]},"sources":[{"key":"un-page","type":"webpage","title":"A Page","url":"https://example.org/page","works_cited":false,"outside":true}]}','',9,9,1767225606000000,'','press-2');
INSERT INTO "revisions" VALUES(3,300,'convoy',1,'upsert','{"entry":{"id":"convoy","kind":"finding","title":"On the convoy","section":"start","claims":[{"text":"The convoy took the coastal road.","footnotes":[2]}],"phrasings":["which road did the convoy take"]},"sources":[]}','f222d539ac0b8fbfeacc43c8f7a98718',9,9,1767225611000000,'','press-3');
INSERT INTO "revisions" VALUES(4,300,'ledger',1,'retire','','b6b82cbd929bf4dc1961cffe2359bee9',9,9,1767225616000000,'not in our edition','press-4');
INSERT INTO "revisions" VALUES(5,300,'wrong-year',1,'upsert','{"entry":{"id":"wrong-year","kind":"erratum","title":"On the wrong-year","section":"start","claims":[{"text":"The two notes give two years.","footnotes":[1,2]}],"phrasings":["which year is wrong"]},"sources":[]}','4baaa99f71e1f7bb28978f500cab2c56',9,9,1767225621000000,'','press-5');
INSERT INTO "revisions" VALUES(6,300,'harbour',1,'upsert','{"entry":{"id":"harbour","kind":"finding","title":"On the harbour","section":"start","claims":[{"text":"The harbour was closed in winter.","footnotes":[1]}],"phrasings":["when was the harbour closed"],"keywords":["ice"]},"sources":[]}','f8ad7309d710b47d20db68f7b413ee8c',9,9,1767225626000000,'','press-6');
CREATE TABLE round_effects (
	round BIGINT NOT NULL, 
	number INTEGER NOT NULL, 
	payload TEXT NOT NULL, 
	state TEXT NOT NULL, 
	made BIGINT NOT NULL, 
	message BIGINT, 
	CONSTRAINT pk_round_effects PRIMARY KEY (round, number), 
	CONSTRAINT fk_round_effects_round FOREIGN KEY(round) REFERENCES rounds (id)
);
CREATE TABLE rounds (
	id BIGINT NOT NULL, 
	guild BIGINT NOT NULL, 
	channel BIGINT NOT NULL, 
	"plan" TEXT NOT NULL, 
	scores TEXT NOT NULL, 
	progress TEXT NOT NULL, 
	active_channel BIGINT, 
	heard BIGINT NOT NULL, 
	ended BIGINT, 
	CONSTRAINT pk_rounds PRIMARY KEY (id), 
	CONSTRAINT uq_rounds_active_channel UNIQUE (active_channel)
);
CREATE TABLE scores (
	round BIGINT NOT NULL, 
	question INTEGER NOT NULL, 
	person BIGINT NOT NULL, 
	guild BIGINT NOT NULL, 
	card TEXT NOT NULL, 
	topic TEXT NOT NULL, 
	entries TEXT DEFAULT '' NOT NULL, 
	correct BOOLEAN NOT NULL, 
	points INTEGER NOT NULL, 
	spent INTEGER NOT NULL, 
	at BIGINT NOT NULL, 
	CONSTRAINT pk_scores PRIMARY KEY (round, question, person)
);
INSERT INTO "scores" VALUES(1,0,41,300,'term-1','start','convoy patrols',1,100,900,1793620800000000);
CREATE TABLE suggestions (
	id INTEGER NOT NULL, 
	guild BIGINT NOT NULL, 
	author BIGINT NOT NULL, 
	text TEXT NOT NULL, 
	place TEXT NOT NULL, 
	at BIGINT NOT NULL, 
	state TEXT NOT NULL, 
	decided_by BIGINT, 
	decided_at BIGINT, 
	reason TEXT NOT NULL, 
	entry TEXT NOT NULL, 
	request TEXT NOT NULL, 
	CONSTRAINT pk_suggestions PRIMARY KEY (id), 
	CONSTRAINT uq_suggestions_guild_request UNIQUE (guild, request)
);
CREATE INDEX ix_audit_guild_id ON audit (guild, id);
CREATE INDEX ix_audit_posted_id ON audit (posted, id);
CREATE INDEX ix_drafts_at ON drafts (at);
CREATE INDEX ix_gaps_guild_state ON gaps (guild, state);
CREATE INDEX ix_notices_delivered_person ON notices (delivered, person);
CREATE INDEX ix_questions_guild_at ON questions (guild, at);
CREATE INDEX ix_suggestions_guild_state_id ON suggestions (guild, state, id);
CREATE INDEX ix_rounds_ended ON rounds (ended);
CREATE INDEX ix_round_effects_state_round_number ON round_effects (state, round, number);
CREATE INDEX ix_scores_guild_at ON scores (guild, at);
CREATE INDEX ix_scores_guild_person_at ON scores (guild, person, at);
CREATE INDEX ix_learners_next ON learners (next);
CREATE INDEX ix_reviews_person_due ON reviews (person, due);
CREATE INDEX ix_review_log_person_at ON review_log (person, at);
COMMIT;
