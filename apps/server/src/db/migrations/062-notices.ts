/** Events that people are told of, mails, webhooks and their deliveries. */
import { type CreateTableBuilder, type Kysely, type Migration, sql } from 'kysely'

export const notices: Migration = {
  up: async (db: Kysely<unknown>) => {
    await makeEvents(db)
    await makeNotices(db)
    await makeMails(db)
    await makeWebhooks(db)
    await makeDeliveries(db)
  },
}

async function makeEvents(db: Kysely<unknown>): Promise<void> {
  await ofOrg(db, 'notice_wish')
    .addColumn('account_id', 'text', (column) => column.notNull())
    .addColumn('wishes', 'text', (column) => column.notNull())
    .addColumn('updated_at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('notice_wish_pk', ['org_id', 'account_id'])
    .execute()
  await ofOrg(db, 'notice_event')
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('key', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('what', 'text', (column) => column.notNull())
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('product', 'text')
    .addColumn('href', 'text', (column) => column.notNull())
    .addColumn('vals', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('is_spread', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('notice_event_pk', ['org_id', 'id'])
    .addUniqueConstraint('notice_event_key', ['org_id', 'key'])
    .execute()
  await db.schema
    .createIndex('notice_event_to_spread')
    .on('notice_event')
    .columns(['org_id', 'id'])
    .where(sql.ref('is_spread'), '=', sql.lit(0))
    .execute()
}

async function makeNotices(db: Kysely<unknown>): Promise<void> {
  await ofOrg(db, 'notice')
    .addColumn('account_id', 'text', (column) => column.notNull())
    .addColumn('event_id', 'text', (column) => column.notNull())
    .addColumn('mail_after', 'text')
    .addColumn('mail_id', 'text')
    .addColumn('seen_at', 'text')
    .addPrimaryKeyConstraint('notice_pk', ['org_id', 'account_id', 'event_id'])
    .execute()
  await db.schema
    .createIndex('notice_to_mail')
    .on('notice')
    .columns(['org_id', 'mail_after'])
    .where(sql.ref('mail_id'), 'is', null)
    .execute()
}

async function makeMails(db: Kysely<unknown>): Promise<void> {
  await ofOrg(db, 'notice_mail')
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('account_id', 'text', (column) => column.notNull())
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('next_at', 'text')
    .addColumn('sent_at', 'text')
    .addColumn('error', 'text')
    .addPrimaryKeyConstraint('notice_mail_pk', ['org_id', 'id'])
    .execute()
  await db.schema
    .createIndex('notice_mail_by_subject')
    .on('notice_mail')
    .columns(['org_id', 'account_id', 'subject', 'created_at'])
    .execute()
}

async function makeWebhooks(db: Kysely<unknown>): Promise<void> {
  await ofOrg(db, 'webhook')
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('url', 'text', (column) => column.notNull())
    .addColumn('events', 'text', (column) => column.notNull())
    .addColumn('is_on', 'integer', (column) => column.notNull())
    .addColumn('secret', 'text', (column) => column.notNull())
    .addColumn('old_secret', 'text')
    .addColumn('old_until', 'text')
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('webhook_pk', ['org_id', 'id'])
    .execute()
}

async function makeDeliveries(db: Kysely<unknown>): Promise<void> {
  await ofOrg(db, 'webhook_delivery')
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('webhook_id', 'text', (column) => column.notNull())
    .addColumn('event_id', 'text')
    .addColumn('what', 'text', (column) => column.notNull())
    .addColumn('body', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('next_at', 'text')
    .addColumn('status', 'integer')
    .addColumn('error', 'text')
    .addPrimaryKeyConstraint('webhook_delivery_pk', ['org_id', 'id'])
    .addForeignKeyConstraint(
      'webhook_delivery_webhook',
      ['org_id', 'webhook_id'],
      'webhook',
      ['org_id', 'id'],
      (reference) => reference.onDelete('cascade'),
    )
    .execute()
  // Nulls are distinct in both engines, so tests of a webhook do not clash.
  await db.schema
    .createIndex('webhook_delivery_once')
    .unique()
    .on('webhook_delivery')
    .columns(['org_id', 'webhook_id', 'event_id'])
    .execute()
  await db.schema
    .createIndex('webhook_delivery_to_do')
    .on('webhook_delivery')
    .columns(['org_id', 'next_at'])
    .where(sql.ref('state'), '=', sql.lit('waiting'))
    .execute()
}

function ofOrg(db: Kysely<unknown>, name: string): CreateTableBuilder<string, 'org_id'> {
  return db.schema
    .createTable(name)
    .addColumn('org_id', 'text', (column) =>
      column.notNull().references('org.id').onDelete('cascade'),
    ) as CreateTableBuilder<string, 'org_id'>
}
