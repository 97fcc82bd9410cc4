/** The commands of `occtet attest`: signed statements about a product, and whether to rely on somebody's. */
import { Argument, type Command, Option } from 'commander'
import type { Context } from '../context.ts'
import type { Options } from '../options.ts'
import type { AttestKind } from '../attest/created-value.ts'
import { dbOption, jsonOption, type Run, wholeNumber } from './options.ts'

const kinds: readonly AttestKind[] = [
  'sbom',
  'vex',
  'scan',
  'result',
  'assessment',
  'diligence',
  'foss',
  'document',
]

export function addAttest(program: Command, context: Context, run: Run): void {
  const parent = program
    .command('attest')
    .summary('signed statements about a product (in-toto, DSSE): make them, verify those of others')
  addCreate(parent, context, run)
  addVerify(parent, context, run)
  addKey(parent, context, run)
}

function addCreate(parent: Command, context: Context, run: Run): void {
  parent
    .command('create')
    .summary('sign a statement about an artefact; recorded in the ledger where the product has one')
    .addArgument(new Argument('<kind>', 'what it states').choices(kinds))
    .argument('[dir]', 'the product', '.')
    .requiredOption('--subject <file>', 'the artefact that you ship (repeatable)', keep)
    .option('--from <file>', 'sbom, vex: another file than that of --report; foss, document: what is stated')
    .option('--report <folder>', 'report of `occtet check`', 'occtet-report')
    .option('--component <purl>', 'diligence: which component was decided about')
    .option('--valid-until <day>', 'assessment, foss: last day (default: a year from now)')
    .option('--key <file>', 'private key, PEM (default: in the settings; made where it is not there)')
    .option('--attester <id>', 'who vouches, such as did:web:example.org (default: origin of the ledger)')
    .option('--out <file>', 'bundle to add it to (default: SUBJECT.intoto.jsonl beside the first artefact)')
    .option('--by <name>', 'who issues it (default: OCCTET_BY); needed where it is recorded')
    .addOption(dbOption())
    .addOption(jsonOption())
    .action(async (kind: AttestKind, dir: string, options: Options) =>
      run(async () =>
        (await import('../commands/attest-create.ts')).runAttestCreate(context, { kind, dir }, options),
      ),
    )
}

function addVerify(parent: Command, context: Context, run: Run): void {
  parent
    .command('verify')
    .summary('valid, valid-but-stale, or invalid with the reason; offline; exit 0 only for valid')
    .argument('<file>', 'bundle (.intoto.jsonl), or a Sigstore bundle (.sigstore.json)')
    .requiredOption('--artefact <file>', 'the file in your hands')
    .option('--type <type>', 'predicate type that you expect, or sbom, vex, scan, … (default: any of ours)')
    .option('--key <file>', 'public key of the issuer, PEM, received another way (repeatable)', keep)
    .option('--did <file>', 'did.json of the issuer, received another way')
    .option('--trusted-root <file>', 'Sigstore: whom you trust (trusted_root.json)')
    .option('--identity <name>', 'Sigstore: who must have signed')
    .option('--issuer <address>', 'Sigstore: who must have vouched for the identity')
    .option('--known-as-of <time>', 'up to when you know the issuer’s revocations')
    .addOption(
      new Option('--max-age <days>', 'how old that knowledge may be').default(30).argParser(wholeNumber),
    )
    .option('--strict', 'exit 4 for valid-but-stale')
    .addOption(new Option('--lang <language>', 'language').choices(['en', 'de']).default('en'))
    .addOption(jsonOption())
    .action(async (file: string, options: Options) =>
      run(async () => (await import('../commands/attest-verify.ts')).runAttestVerify(context, file, options)),
    )
}

function addKey(parent: Command, context: Context, run: Run): void {
  parent
    .command('key')
    .summary('your public key for attestations, to be given to others; made where there is none')
    .argument('[dir]', 'the product', '.')
    .option('--key <file>', 'private key, PEM (default: in the settings)')
    .option('--rotate', 'a new key takes over; what the old one signed stays valid, and its file is kept')
    .option('--reason <text>', 'why it is replaced')
    .option('--by <name>', 'who replaces it (default: OCCTET_BY)')
    .addOption(
      new Option('--algorithm <name>', 'of a new key')
        .choices(['ecdsa-p256', 'ed25519'])
        .default('ecdsa-p256'),
    )
    .addOption(jsonOption())
    .action(async (dir: string, options: Options) =>
      run(async () => (await import('../commands/attest-key.ts')).runAttestKey(context, dir, options)),
    )
}

function keep(value: string, earlier: readonly string[] | undefined): readonly string[] {
  return [...(earlier ?? []), value]
}
