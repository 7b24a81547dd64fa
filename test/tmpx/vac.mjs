import Database from '@signalapp/sqlcipher'
import fs from 'node:fs'
fs.rmSync('/tmp/vv',{recursive:true,force:true}); fs.mkdirSync('/tmp/vv')
const key='11'.repeat(32), salt='ab'.repeat(16)
const open=(p)=>{const db=new Database(p,{cacheStatements:true});db.pragma('cipher_log_level = NONE');db.pragma(`key = "x'${key}${salt}'"`);db.pragma('locking_mode = EXCLUSIVE');db.pragma('journal_mode = WAL');db.exec('BEGIN IMMEDIATE; COMMIT');db.pragma('synchronous = FULL');db.pragma('secure_delete = ON');return db}
const db=open('/tmp/vv/a.db')
console.log(db.prepare('select sqlite_version() v').get(), db.pragma('cipher_version',{simple:true}))
db.exec("create table t(a text) strict; create virtual table s using fts5(text); pragma user_version=2")
for(let i=0;i<500;i++){db.prepare('insert into t values(?)').run(['hello '+i]);db.prepare('insert into s values(?)').run(['palabra '+i])}
try{ db.exec("VACUUM INTO '/tmp/vv/b.db'"); console.log('ok', fs.readFileSync('/tmp/vv/b.db').subarray(0,16).toString('hex'), fs.statSync('/tmp/vv/b.db').mode.toString(8)) }catch(e){console.log('vac',e.message,e.code)}
try{const b=open('/tmp/vv/b.db'); console.log(b.prepare('select count(*) c from t').get(), b.pragma('user_version',{simple:true}), b.pragma('cipher_integrity_check').length, b.prepare("select count(*) c from s where text match 'palabra'").get()); b.close()}catch(e){console.log('open',e.message,e.code)}
console.log(fs.readdirSync('/tmp/vv'))
try{ db.exec("VACUUM INTO '/nonexist/b.db'")}catch(e){console.log('vac2',e.message,e.code)}
db.exec("delete from s where rowid=10"); db.exec("insert into s(s) values('rebuild')"); console.log('rebuild ok')
db.close()
