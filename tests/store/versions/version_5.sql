-- A database as version 5 of the schema wrote it. Never change it.
BEGIN TRANSACTION;
CREATE TABLE autoarr_activity (
	"row" INTEGER NOT NULL, 
	stack_id VARCHAR(64) NOT NULL, 
	id VARCHAR(64) NOT NULL, 
	at BIGINT NOT NULL, 
	kind VARCHAR(32) NOT NULL, 
	severity VARCHAR(32) NOT NULL, 
	server_id VARCHAR(64), 
	server VARCHAR(255), 
	title TEXT NOT NULL, 
	message TEXT NOT NULL, 
	correlation_id VARCHAR(64), 
	event VARCHAR(64), 
	data TEXT NOT NULL, requester VARCHAR(64), 
	PRIMARY KEY ("row")
);
INSERT INTO "autoarr_activity" VALUES(1,'home','00000000000000000000000000000001',1795422615123456,'download','info','sonarr-1','Sonarr','Solaris','It happened.','story-1','download_failed','{"progress":12.5,"parts":[1,"two",null],"deep":{"er":true}}',NULL);
INSERT INTO "autoarr_activity" VALUES(2,'home','00000000000000000000000000000002',1795426215123456,'request','info',NULL,NULL,'Solaris','Solaris is being searched','story-2','request_created','{"id":"request-1","requested_by":{"user_id":"anna","name":"Anna"}}','anna');
INSERT INTO "autoarr_activity" VALUES(3,'home','00000000000000000000000000000003',1795429815123456,'request','info',NULL,NULL,'Solaris','Solaris is being searched','story-3','request_created','{"id":"request-2","requested_by":null}','system');
INSERT INTO "autoarr_activity" VALUES(4,'home','00000000000000000000000000000009',1795433415123456,'request','info',NULL,NULL,'Solaris','Solaris is here','story-9','request_available','{}','ben');
CREATE TABLE autoarr_activity_count (
	stack_id VARCHAR(64) NOT NULL, 
	hour INTEGER NOT NULL, 
	kind VARCHAR(32) NOT NULL, 
	severity VARCHAR(32) NOT NULL, 
	server_id VARCHAR(64) NOT NULL, 
	requester VARCHAR(64) NOT NULL, 
	number INTEGER NOT NULL, 
	PRIMARY KEY (stack_id, hour, kind, severity, server_id, requester)
);
INSERT INTO "autoarr_activity_count" VALUES('home',498728,'download','info','sonarr-1','',1);
INSERT INTO "autoarr_activity_count" VALUES('home',498729,'request','info','','anna',1);
INSERT INTO "autoarr_activity_count" VALUES('home',498730,'request','info','','system',1);
INSERT INTO "autoarr_activity_count" VALUES('home',498731,'request','info','','ben',1);
CREATE TABLE autoarr_ai_usage (
	stack_id VARCHAR(64) NOT NULL, 
	id VARCHAR(64) NOT NULL, 
	at BIGINT NOT NULL, 
	operation VARCHAR(32) NOT NULL, 
	provider VARCHAR(32) NOT NULL, 
	model VARCHAR(255) NOT NULL, 
	state VARCHAR(32) NOT NULL, 
	input_tokens BIGINT NOT NULL, 
	output_tokens BIGINT NOT NULL, 
	cache_write_tokens BIGINT NOT NULL, 
	cache_read_tokens BIGINT NOT NULL, 
	estimated BOOLEAN NOT NULL, 
	cost BIGINT, 
	assumed BOOLEAN NOT NULL, 
	PRIMARY KEY (stack_id, id)
);
INSERT INTO "autoarr_ai_usage" VALUES('home','call-1',1795422615123456,'explain','anthropic','claude-haiku-5-5','reserved',1000,4000,0,0,1,900,0);
CREATE TABLE autoarr_audit (
	stack_id VARCHAR(64) NOT NULL, 
	id VARCHAR(64) NOT NULL, 
	at BIGINT NOT NULL, 
	body TEXT NOT NULL, 
	PRIMARY KEY (stack_id, id)
);
INSERT INTO "autoarr_audit" VALUES('home','audit-1',1795422615123456,'{"id":"audit-1","at":"2026-11-23T08:30:15.123456Z","score":84,"coverage":0.9,"open_findings":1,"new_findings":1,"server_ids":["sonarr"],"unread":[],"versions":{"sonarr":"4.0"}}');
CREATE TABLE autoarr_change (
	stack_id VARCHAR(64) NOT NULL, 
	id VARCHAR(64) NOT NULL, 
	finding_id VARCHAR(64) NOT NULL, 
	at BIGINT NOT NULL, 
	settled BOOLEAN NOT NULL, 
	body TEXT NOT NULL, 
	PRIMARY KEY (stack_id, id)
);
INSERT INTO "autoarr_change" VALUES('home','change-1','finding-1',1795422615123456,1,'{"id":"change-1","finding_id":"finding-1","server":"Sonarr","steps":[],"dry_run":false,"applied":true,"verified":true,"failed":false,"at":"2026-11-23T08:30:15.123456Z","undone_at":null}');
CREATE TABLE autoarr_correlation (
	stack_id VARCHAR(64) NOT NULL, 
	download_id VARCHAR(128) NOT NULL, 
	correlation_id VARCHAR(64) NOT NULL, 
	old_since BIGINT, 
	PRIMARY KEY (stack_id, download_id)
);
INSERT INTO "autoarr_correlation" VALUES('home','nzo-9','story-9',NULL);
CREATE TABLE autoarr_download (
	stack_id VARCHAR(64) NOT NULL, 
	id VARCHAR(64) NOT NULL, 
	download_id VARCHAR(128) NOT NULL, 
	server_id VARCHAR(64), 
	outcome VARCHAR(32) NOT NULL, 
	at BIGINT NOT NULL, 
	correlation_id VARCHAR(64) NOT NULL, 
	body TEXT NOT NULL, 
	PRIMARY KEY (stack_id, id)
);
INSERT INTO "autoarr_download" VALUES('home','done-1','nzo-1','sonarr-1','imported',1795422615123456,'story-1','{"id":"done-1","download_id":"nzo-1","server_id":"sonarr-1","client_id":"sab-1","title":"The.Expanse.S02E05.1080p","media":{"media_type":"movie","title":"Solaris","year":1972,"season":null,"episodes":[],"tmdb_id":null,"tvdb_id":null,"imdb_id":null,"server_media_id":null,"episode_ids":[]},"outcome":"imported","at":"2026-11-23T08:30:15.123456Z","correlation_id":"story-1","size":4000000000,"quality":"Bluray-1080p","failure_class":"bad_release","cause":"Articles are missing."}');
CREATE TABLE autoarr_failure (
	stack_id VARCHAR(64) NOT NULL, 
	id VARCHAR(64) NOT NULL, 
	server_id VARCHAR(64), 
	media_id BIGINT, 
	failure_class VARCHAR(32) NOT NULL, 
	state VARCHAR(32) NOT NULL, 
	is_open BOOLEAN NOT NULL, 
	detected_at BIGINT NOT NULL, 
	closed_at BIGINT, 
	correlation_id VARCHAR(64) NOT NULL, 
	body TEXT NOT NULL, 
	PRIMARY KEY (stack_id, id)
);
INSERT INTO "autoarr_failure" VALUES('home','failure-1','sonarr-1',7,'bad_release','waiting',1,1795422615123456,NULL,'story-1','{"id":"failure-1","download_id":"nzo-1","server_id":"sonarr-1","client_id":"sab-1","title":"The.Expanse.S02E05.1080p","media":{"media_type":"series","title":"The Expanse","year":null,"season":2,"episodes":[5,6],"tmdb_id":null,"tvdb_id":null,"imdb_id":null,"server_media_id":null,"episode_ids":[]},"failure_class":"bad_release","cause":{"key":"cause_missing_articles","placeholders":{"share":"12 %"}},"blames":"release","evidence":[{"source":"sabnzbd","text":"Aborted, cannot be completed"}],"detected_at":"2026-11-23T08:30:15.123456Z","state":"waiting","correlation_id":"story-1","first_step":"blocklist_search","title_key":{"server_id":"sonarr-1","media_id":7,"episode_ids":[70]},"past_downloads":[],"attempts":[{"n":1,"step":"blocklist_search","at":"2026-11-23T08:30:15.123456Z","outcome":"grabbed","by_app":false,"download_id":"nzo-2","replaces":"","detail":""}],"next_step":"blocklist_search","next_attempt_at":"2026-11-23T09:30:15.123456Z","clock_left":null,"resolved_at":null,"reason":null}');
CREATE TABLE autoarr_failure_download (
	stack_id VARCHAR(64) NOT NULL, 
	download_id VARCHAR(128) NOT NULL, 
	failure_id VARCHAR(64) NOT NULL, 
	PRIMARY KEY (stack_id, download_id, failure_id)
);
INSERT INTO "autoarr_failure_download" VALUES('home','nzo-1','failure-1');
INSERT INTO "autoarr_failure_download" VALUES('home','nzo-2','failure-1');
CREATE TABLE autoarr_finding (
	stack_id VARCHAR(64) NOT NULL, 
	id VARCHAR(64) NOT NULL, 
	server_id VARCHAR(64) NOT NULL, 
	severity VARCHAR(32) NOT NULL, 
	weight INTEGER NOT NULL, 
	state VARCHAR(32) NOT NULL, 
	last_seen BIGINT NOT NULL, 
	body TEXT NOT NULL, 
	PRIMARY KEY (stack_id, id)
);
INSERT INTO "autoarr_finding" VALUES('home','finding-1','sonarr','high',1,'open',1795422615123456,'{"id":"finding-1","rule_id":"ARR-018","server_id":"sonarr","subject":"","severity":"high","state":"open","current":"rssSyncInterval = 0","recommended":"15","fixable":false,"one_click":false,"managed_by":null,"first_seen":"2026-11-23T08:30:15.123456Z","last_seen":"2026-11-23T08:30:15.123456Z","dismissed_until":null}');
CREATE TABLE autoarr_journal (
	stack_id VARCHAR(64) NOT NULL, 
	id VARCHAR(64) NOT NULL, 
	at BIGINT NOT NULL, 
	failure_id VARCHAR(64), 
	server_id VARCHAR(64) NOT NULL, 
	action VARCHAR(64) NOT NULL, 
	target_id VARCHAR(255) NOT NULL, 
	target TEXT NOT NULL, 
	correlation_id VARCHAR(64) NOT NULL, 
	removal BOOLEAN NOT NULL, 
	result VARCHAR(64), 
	detail TEXT NOT NULL, 
	PRIMARY KEY (stack_id, id)
);
INSERT INTO "autoarr_journal" VALUES('home','step-1',1795422615123456,'failure-1','sonarr-1','remove_from_queue','nzo-1','{"target_id":"nzo-1","queue_id":17,"blocklist":true}','story-1',1,NULL,'');
CREATE TABLE autoarr_mark (
	stack_id VARCHAR(64) NOT NULL, 
	server_id VARCHAR(64) NOT NULL, 
	baseline_at BIGINT NOT NULL, 
	history_at BIGINT NOT NULL, 
	history_update BIGINT NOT NULL, 
	PRIMARY KEY (stack_id, server_id)
);
INSERT INTO "autoarr_mark" VALUES('home','sab-1',1795422615123456,1795426215123456,5);
CREATE TABLE autoarr_request (
	stack_id VARCHAR(64) NOT NULL, 
	id VARCHAR(64) NOT NULL, 
	status VARCHAR(32) NOT NULL, 
	is_open BOOLEAN NOT NULL, 
	media_type VARCHAR(32), 
	target VARCHAR(64), 
	requester VARCHAR(64) NOT NULL, 
	created_at BIGINT NOT NULL, 
	updated_at BIGINT NOT NULL, 
	counts BOOLEAN NOT NULL, 
	hidden BOOLEAN NOT NULL, 
	correlation_id VARCHAR(64) NOT NULL, 
	body TEXT NOT NULL, 
	PRIMARY KEY (stack_id, id)
);
INSERT INTO "autoarr_request" VALUES('home','request-1','searching',1,'movie','movie:593','anna',1795422615123456,1795422615123456,1,0,'story-2','{"id":"request-1","correlation_id":"story-2","status":"searching","kind":"get","requester":{"kind":"user","user_id":"anna","name":"Anna","is_admin":false},"wish":{"text":"Solaris","title":"","media_type":null,"year":null,"scope":null,"seasons":[],"episodes":[],"quality":null,"language":"en","server":null,"best":false},"created_at":"2026-11-23T08:30:15.123456Z","updated_at":"2026-11-23T08:30:15.123456Z","offer":{"media_type":"movie","title":"Solaris","year":1972,"tmdb_id":593,"tvdb_id":null,"imdb_id":null,"overview":"","poster":null,"in_library":false,"available":false,"seasons":[],"score":0},"candidates":[],"server_id":null,"media_id":null,"profile_id":null,"root_folder":null,"seasons":[],"message":null,"reason":"","progress":null,"eta":null,"expires_at":null,"next_try_at":null,"tries":0,"sent_at":null,"searched_at":null,"searches":0,"imported_at":null,"scanned_at":null,"downloads":[],"past_downloads":[],"blamed":[],"added":false,"hidden":false}');
CREATE TABLE autoarr_schema (
	version INTEGER NOT NULL, 
	PRIMARY KEY (version)
);
INSERT INTO "autoarr_schema" VALUES(5);
CREATE TABLE autoarr_setting (
	stack_id VARCHAR(64) NOT NULL, 
	name VARCHAR(64) NOT NULL, 
	value TEXT NOT NULL, 
	PRIMARY KEY (stack_id, name)
);
INSERT INTO "autoarr_setting" VALUES('home','automatic','false');
CREATE TABLE autoarr_total (
	stack_id VARCHAR(64) NOT NULL, 
	name VARCHAR(64) NOT NULL, 
	value BIGINT NOT NULL, 
	PRIMARY KEY (stack_id, name)
);
INSERT INTO "autoarr_total" VALUES('home','failed',3);
CREATE INDEX ix_autoarr_activity_correlation_id_at ON autoarr_activity (stack_id, correlation_id, at);
CREATE INDEX ix_autoarr_activity_server_id_at ON autoarr_activity (stack_id, server_id, at);
CREATE INDEX ix_autoarr_activity_at ON autoarr_activity (stack_id, at);
CREATE INDEX ix_autoarr_activity_severity_at ON autoarr_activity (stack_id, severity, at);
CREATE INDEX ix_autoarr_activity_kind_at ON autoarr_activity (stack_id, kind, at);
CREATE INDEX ix_autoarr_failure_failure_class_detected_at ON autoarr_failure (stack_id, failure_class, detected_at);
CREATE INDEX ix_autoarr_failure_server_id_media_id_closed_at ON autoarr_failure (stack_id, server_id, media_id, closed_at);
CREATE INDEX ix_autoarr_failure_is_open_detected_at ON autoarr_failure (stack_id, is_open, detected_at);
CREATE INDEX ix_autoarr_failure_server_id_detected_at ON autoarr_failure (stack_id, server_id, detected_at);
CREATE INDEX ix_autoarr_failure_detected_at ON autoarr_failure (stack_id, detected_at);
CREATE INDEX ix_autoarr_failure_download_failure_id ON autoarr_failure_download (stack_id, failure_id);
CREATE INDEX ix_autoarr_download_download_id_at ON autoarr_download (stack_id, download_id, at);
CREATE INDEX ix_autoarr_download_server_id_at ON autoarr_download (stack_id, server_id, at);
CREATE INDEX ix_autoarr_download_at ON autoarr_download (stack_id, at);
CREATE INDEX ix_autoarr_download_outcome_at ON autoarr_download (stack_id, outcome, at);
CREATE INDEX ix_autoarr_journal_result_at ON autoarr_journal (stack_id, result, at);
CREATE INDEX ix_autoarr_journal_at ON autoarr_journal (stack_id, at);
CREATE INDEX ix_autoarr_journal_removal_at ON autoarr_journal (stack_id, removal, at);
CREATE INDEX ix_autoarr_journal_server_id_action_target_id_at ON autoarr_journal (stack_id, server_id, action, target_id, at);
CREATE INDEX ix_autoarr_ai_usage_at ON autoarr_ai_usage (stack_id, at);
CREATE INDEX ix_autoarr_request_created_at ON autoarr_request (stack_id, created_at);
CREATE INDEX ix_autoarr_request_media_type_created_at ON autoarr_request (stack_id, media_type, created_at);
CREATE INDEX ix_autoarr_request_target_created_at ON autoarr_request (stack_id, target, created_at);
CREATE INDEX ix_autoarr_request_status_created_at ON autoarr_request (stack_id, status, created_at);
CREATE INDEX ix_autoarr_request_requester_created_at ON autoarr_request (stack_id, requester, created_at);
CREATE INDEX ix_autoarr_request_is_open_created_at ON autoarr_request (stack_id, is_open, created_at);
CREATE INDEX ix_autoarr_audit_at ON autoarr_audit (stack_id, at);
CREATE INDEX ix_autoarr_finding_severity_weight ON autoarr_finding (stack_id, severity, weight);
CREATE INDEX ix_autoarr_finding_server_id_weight ON autoarr_finding (stack_id, server_id, weight);
CREATE INDEX ix_autoarr_finding_state_weight ON autoarr_finding (stack_id, state, weight);
CREATE INDEX ix_autoarr_change_at ON autoarr_change (stack_id, at);
CREATE INDEX ix_autoarr_change_finding_id_at ON autoarr_change (stack_id, finding_id, at);
COMMIT;
