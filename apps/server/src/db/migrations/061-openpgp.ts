/** OpenPGP keys of organisations, and the signatures of the CSAF documents that they hand out. */
import type { Kysely, Migration } from 'kysely'

export const openpgp: Migration = {
  up: async (db: Kysely<unknown>) => {
    await db.schema
      .createTable('openpgp_key')
      .addColumn('org_id', 'text', (column) => column.notNull().references('org.id').onDelete('cascade'))
      .addColumn('fingerprint', 'text', (column) => column.notNull())
      .addColumn('public_key', 'text', (column) => column.notNull())
      .addColumn('private_key', 'text')
      .addColumn('origin', 'text', (column) => column.notNull())
      .addColumn('user_id', 'text', (column) => column.notNull())
      .addColumn('added_at', 'text', (column) => column.notNull())
      .addColumn('expires_at', 'text')
      .addColumn('retired_at', 'text')
      .addPrimaryKeyConstraint('openpgp_key_pk', ['org_id', 'fingerprint'])
      .execute()
    await db.schema
      .createTable('csaf_signature')
      .addColumn('org_id', 'text', (column) => column.notNull())
      .addColumn('file_id', 'text', (column) => column.notNull())
      .addColumn('fingerprint', 'text', (column) => column.notNull())
      .addColumn('signature', 'text', (column) => column.notNull())
      .addColumn('signed_at', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('csaf_signature_pk', ['org_id', 'file_id'])
      .addForeignKeyConstraint(
        'csaf_signature_file',
        ['org_id', 'file_id'],
        'public_file',
        ['org_id', 'id'],
        (reference) => reference.onDelete('cascade'),
      )
      .addForeignKeyConstraint('csaf_signature_key', ['org_id', 'fingerprint'], 'openpgp_key', [
        'org_id',
        'fingerprint',
      ])
      .execute()
    // The address of a public key names no organisation.
    await db.schema.createIndex('openpgp_key_by_name').on('openpgp_key').columns(['fingerprint']).execute()
  },
}
