/**
 * Every step of the database's form, by name; once released, never edited. Write types as for SQLite (`text`, `integer`,
 * `blob`); `postgres-types.ts` translates. Keys of tenants' tables begin with `org_id`, so that none reaches into another.
 */
import type { Migration } from 'kysely'
import { core } from './001-core.ts'
import { ledgerState } from './002-ledger.ts'
import { revision } from './003-revision.ts'
import { accounts } from './010-accounts.ts'
import { invitationMaker } from './011-invitation-maker.ts'
import { products } from './020-products.ts'
import { componentGraph } from './021-component-graph.ts'
import { triage } from './030-triage.ts'
import { cra } from './040-cra.ts'
import { papers } from './050-papers.ts'
import { publicPages } from './060-public.ts'
import { openpgp } from './061-openpgp.ts'
import { notices } from './062-notices.ts'
import { vaultState } from './070-vault.ts'
import { ledgerBroken } from './071-ledger-broken.ts'
import { componentWorst } from './071-component-worst.ts'
import { readPaths } from './073-read-paths.ts'
import { uploadKept } from './074-upload-kept.ts'
import { assistant } from './080-assistant.ts'
import { assistantModel } from './081-assistant-model.ts'
import { assistantProposal } from './082-assistant-proposal.ts'
import { assistantHold } from './083-assistant-hold.ts'

export const migrations: Readonly<Record<string, Migration>> = {
  '001-core': core,
  '002-ledger': ledgerState,
  '003-revision': revision,
  '010-accounts': accounts,
  '011-invitation-maker': invitationMaker,
  '020-products': products,
  '021-component-graph': componentGraph,
  '030-triage': triage,
  '040-cra': cra,
  '050-papers': papers,
  '060-public': publicPages,
  '061-openpgp': openpgp,
  '062-notices': notices,
  '070-vault': vaultState,
  '071-ledger-broken': ledgerBroken,
  '071-component-worst': componentWorst,
  '073-read-paths': readPaths,
  '074-upload-kept': uploadKept,
  '080-assistant': assistant,
  '081-assistant-model': assistantModel,
  '082-assistant-proposal': assistantProposal,
  '083-assistant-hold': assistantHold,
}
