/** The answer of a check in English. Table of sentences, exempt from the length limit. */
import type { Words } from './words.ts'

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

function day(time: string): string {
  const [year = '', month = '', date = ''] = time.slice(0, 10).split('-')
  return `${Number(date)} ${months[Number(month) - 1] ?? ''} ${year}`
}

function count(n: number, one: string, many: string): string {
  return `${number(n)} ${n === 1 ? one : many}`
}

function number(n: number): string {
  return String(n).replace(/\B(?=(?:\d{3})+$)/g, ',')
}

const records = (n: number): string => count(n, 'record', 'records')
const witnesses = (n: number): string =>
  n === 0 ? 'no independent witness' : count(n, 'independent witness', 'independent witnesses')

const stamps = (n: number): string => (n === 0 ? '' : `, ${count(n, 'time stamp', 'time stamps')}`)

export const en: Words = {
  day,
  dayAndTime: (time) => `${day(time)}, ${time.slice(11, 16)} UTC`,
  number,
  headline: {
    valid: (f) =>
      `Nothing was changed: ${records(f.records)}, signed log, ${witnesses(f.witnesses)}${stamps(f.stamps)}.`,
    alone: (f) =>
      `The records are as the maker’s log signed them: ${records(f.records)}, no independent witness.`,
    stale: {
      CHECKPOINT_OLD: (f) =>
        `Nothing was changed${f.asOf === undefined ? '' : ` up to ${f.asOf}`}. What came later is not in this package.`,
      ATTESTATION_STALE: (f) => `Nothing was changed, but the statement ${f.where} is past its day.`,
    },
    unknown: {
      LOG_KEY_NOT_COMPARED: (f) =>
        `The ${f.records === 1 ? 'record fits' : `${number(f.records)} records fit`} together. Whose they are, you have to compare.`,
      CHECK_NOT_RUN: () => 'Not everything could be checked.',
    },
    invalid: {
      NOT_A_PACKAGE: () => 'This is no evidence package, or a damaged one.',
      FILE_MISSING: (f) => `Do not rely on this: ${f.where} is missing.`,
      FILE_CHANGED: (f) => `Do not rely on this: ${f.where} was changed after the package was made.`,
      FILE_UNLISTED: (f) => `Do not rely on this: ${f.where} was added after the package was made.`,
      POLICY_INVALID: () => 'Do not rely on this: the list of keys cannot be read.',
      LOG_UNKNOWN: () => 'Do not rely on this: it comes from a log that the list of keys does not name.',
      LOG_KEY_DIFFERS: () => 'Do not rely on this: the key of the log is not the one that you gave.',
      LOG_SIGNATURE_INVALID: () => 'Do not rely on this: the log did not sign it.',
      WITNESSES_TOO_FEW: () => 'Do not rely on this: too few witnesses signed.',
      HISTORY_REWRITTEN: () => 'Do not rely on this: the log was shown in two versions.',
      RECORD_BROKEN: (f) => `Do not rely on this: record ${f.where} does not match the log.`,
      TIMESTAMP_INVALID: (f) => `Do not rely on this: the time stamp ${f.where} does not fit.`,
      ATTESTATION_INVALID: (f) => `Do not rely on this: the signed statement ${f.where} does not hold.`,
      DOCUMENT_NOT_RECORDED: (f) => `Do not rely on this: no record knows the document ${f.where}.`,
      NOTHING_RECORDED: () => 'There is nothing to check: the package holds no record.',
    },
  },
  advice: {
    valid:
      'Each record is in the log, as it was signed, at its place. It says when it was there at the latest. It does not say that what was written down is true.',
    alone:
      'The records fit the log and the key that you compared. Nobody else saw the log: the maker could have written all of it anew, or show somebody else another one.',
    stale: {
      CHECKPOINT_OLD:
        'The records hold. A key that was withdrawn since would not show here: ask for a new package if that matters to you.',
      ATTESTATION_STALE: 'The records hold. Ask the maker for a new statement.',
    },
    unknown: {
      LOG_KEY_NOT_COMPARED:
        'Anybody can make a package whose parts fit together. Compare the fingerprint below with the one that you got another way.',
      CHECK_NOT_RUN:
        'What could not be checked counts as not shown. Look at the marks below, and try the program or another browser.',
    },
    invalid: {
      NOT_A_PACKAGE: 'Get the file again. If it stays so, tell whoever sent it.',
      FILE_MISSING: 'Get the package again. If it stays so, ask the sender why.',
      FILE_CHANGED: 'Get the package again. If it stays so, ask the sender why.',
      FILE_UNLISTED: 'Get the package again. If it stays so, ask the sender why.',
      POLICY_INVALID: 'Get the list of keys again, from the place where the maker publishes it.',
      LOG_UNKNOWN: 'Is it the list of keys for this maker? If so, the package is from somebody else.',
      LOG_KEY_DIFFERS:
        'Check for a slip of typing. If it stays so, the package is from somebody else, or the maker has a new key: ask on a way that you know.',
      LOG_SIGNATURE_INVALID: 'Somebody made or changed the package who does not hold the key of the log.',
      WITNESSES_TOO_FEW:
        'The log signed, but those who should watch it did not. The maker could show somebody else other records.',
      HISTORY_REWRITTEN:
        'Two states of the log do not follow from each other: its keeper, or somebody with its key, rewrote what was recorded. Keep this package, it is the proof.',
      RECORD_BROKEN:
        'What that record shows is not what was recorded. The marks below say which records hold.',
      TIMESTAMP_INVALID: 'The records may hold; the time that the stamp claims does not.',
      ATTESTATION_INVALID: 'The records may hold; what that statement says is not shown.',
      DOCUMENT_NOT_RECORDED:
        'The file is another one than the one on record, or was never recorded. The records themselves may hold.',
      NOTHING_RECORDED: 'Ask the sender for a package with records.',
    },
  },
  stillProven: (f) =>
    f.proven === 0
      ? 'Nothing in the package is shown to hold.'
      : `Still shown to hold: ${f.proven} of ${records(f.records)}. Only the marked ones do not.`,
  limits: {
    EMBEDDED_COPY: () =>
      'This is the copy inside this page. The files beside it were not looked at: drop the .zip here to check them.',
    DOCUMENT_IN_PACKAGE: (v) =>
      `In the package, and not compared: ${v['names'] ?? ''}. Drop ${v['documents'] === 1 ? 'it' : 'them'}, or the .zip, to compare.`,
    LOG_KEY_NOT_COMPARED: () => 'Not compared: the key of the log. It comes from the package itself.',
    WITNESSES_NOT_COMPARED: (v) =>
      `Not compared: who the witnesses are (${v['names'] ?? ''}). Their keys come from the package itself; load a list of keys that you got another way.`,
    NO_WITNESS: () =>
      'No independent witness signed. The maker alone could show somebody else another log, or give its state another date.',
    NO_INDEPENDENT_TIME: () =>
      'No witness and no time stamp says when. All times are those that the maker wrote down.',
    TIMESTAMP_NOT_COMPARED: (v) =>
      `Not counted: ${v['names'] ?? ''}. It cannot be led back to an authority that you trust.`,
    SELECTION: (v) =>
      `The package shows ${v['shown'] ?? ''} of ${v['size'] ?? ''} records of the log. Whoever made it chose which; a record that was left out does not show${v['keys'] === 'all' ? ', but for keys: all of them, and all that were withdrawn, are here' : ', nor that a key was withdrawn, if that record was left out'}.`,
    LATER_UNKNOWN: (v) =>
      `${v['asOf'] === undefined ? `No independent date${v['made'] === undefined ? '' : `: ${v['made']} is the maker’s own word`}.` : `It shows the log as of ${v['asOf']}.`} What was recorded later is not known here.`,
    WRITTEN_LATE: (v) =>
      `Written down later than it says: record ${v['records'] ?? ''}. At the time that it names, others saw the log without it.`,
    TIME_GAP: (v) =>
      `Up to ${v['days'] ?? ''} ${v['days'] === 1 ? 'day lies' : 'days lie'} between the time that a record names and the time at which it was in the log for sure. Only the later one is shown.`,
    DOCUMENT_ABSENT: (v) =>
      `Not at hand: ${v['names'] ?? ''}. ${v['documents'] === 1 ? 'Its fingerprint is recorded; drop the file on the page to compare it.' : 'Their fingerprints are recorded; drop the files on the page to compare them.'}`,
    FIELDS_WITHHELD: (v) =>
      `Names of persons and the like are not shown in ${v['records'] ?? ''} ${v['records'] === 1 ? 'record' : 'records'}: erased or kept back. Their fingerprints remain.`,
    CONTENT_TRUE: () =>
      'Not shown by any check: that what was written down is true, and that everything was written down.',
    CLOSED_RECORDS: (v) =>
      `Record ${v['records'] ?? ''}: only its fingerprint is here, its content was erased or kept back. Existence and place in the log are shown.`,
  },
  checks: {
    files: {
      title: 'Are all files as listed?',
      passed: (v) =>
        v['scope'] === 'page'
          ? `The ${v['files'] ?? ''} files in this page are: records, keys, proofs${v['documents'] === '0' ? '' : `, not the documents (${v['documents'] ?? ''})`}. The files beside the page were not looked at.`
          : `All ${v['files'] ?? ''} files are as the list says.`,
      failed: 'The files are not as listed.',
      open: 'The list could not be compared.',
    },
    'log-key': {
      title: 'Whose log is it?',
      passed: (v) =>
        v['byEye'] !== undefined
          ? `You said on ${v['byEye']} that you compared it by eye.`
          : v['listSaid'] !== undefined
            ? `It is the one of the list that is in the package too. You said on ${v['listSaid']} that it came to you another way.`
            : 'The key is the one that you gave.',
      failed: 'The key is not the one that you gave.',
      open: 'The key was not compared with one from another source.',
    },
    'log-signature': {
      title: 'Did the log sign its state?',
      passed: (v) => `Yes, at ${v['size'] ?? ''} records.`,
      failed: 'No.',
      open: 'Could not be checked.',
    },
    witnesses: {
      title: 'Did others see the same log?',
      passed: (v) =>
        `Yes: ${v['cosigned'] ?? ''} of ${v['listed'] ?? ''} witnesses signed, ${v['needed'] ?? ''} are needed.`,
      failed: 'Too few witnesses signed.',
      open: 'Not shown.',
    },
    history: {
      title: 'Do older states of the log lead to this one?',
      passed: (v) => `Yes: the states at ${v['states'] ?? ''} records are parts of the newest.`,
      failed: 'No: the log was rewritten.',
      open: 'Could not be checked.',
    },
    leaves: {
      title: 'Are all keys here, and all that were withdrawn?',
      passed: (v) =>
        `Yes: all ${v['public'] ?? ''} records for everybody, of ${v['size'] ?? ''} in the log, are in the package.`,
      failed: 'No.',
      open: 'Not shown.',
    },
    age: {
      title: 'How old is the newest state?',
      passed: (v) => `As of ${v['asOf'] ?? ''}.`,
      failed: 'Old.',
      open: 'Nobody else vouches for its time.',
    },
    inclusion: {
      title: 'Is it in the log, at this place?',
      passed: (v) => `Yes, record ${v['index'] ?? ''} (counted from 0) of ${v['size'] ?? ''}.`,
      failed: 'No: it is not what the log holds there.',
      open: 'Could not be checked.',
    },
    signature: {
      title: 'Did the maker sign it, with a key that was valid?',
      passed: () => 'Yes.',
      failed: 'No.',
      open: 'Could not be checked.',
    },
    disclosures: {
      title: 'Do the names shown belong to it?',
      passed: () => 'Yes.',
      failed: 'No.',
      open: 'Could not be checked.',
    },
    logged: {
      title: 'Is it on record?',
      passed: (v) => `Yes, in record ${v['records'] ?? ''}.`,
      failed: 'No record names it.',
      open: 'Could not be checked.',
    },
    digest: {
      title: 'Is the file the one on record?',
      passed: () => 'Yes, byte for byte.',
      failed: 'No.',
      open: 'The file is not at hand.',
    },
    attestation: {
      title: 'Does the signed statement hold?',
      passed: () => 'Yes.',
      failed: 'No.',
      open: 'Could not be checked.',
    },
    'time-stamp': {
      title: 'Does the time stamp fit?',
      passed: (v) => `Yes: ${v['time'] ?? ''}.`,
      failed: 'No.',
      open: 'Not counted.',
    },
  },
  times: {
    notAfter: ({ time, by }) => `In the log not later than ${time} (${by}).`,
    notBefore: ({ time }) => `Not yet in it on ${time}.`,
    notCompared: 'Who says so was not compared.',
  },
  states: { proven: 'holds', broken: 'does not match', 'not-checked': 'could not be checked' },
  faults: {
    LEAVES_ABSENT: 'The package does not carry the whole list of the log.',
    LEAVES_DIFFER: 'The list in the package is not the one that the log signed.',
    LEAVES_MALFORMED: 'The list in the package cannot be read.',
    PUBLIC_RECORD_MISSING: 'A record about keys was left out.',
    STATE_MISSING: 'The package does not hold the state of the log that it is about.',
    LOG_KEY_NOT_COMPARED: 'It is named by the package itself.',
    WITNESSES_NOT_COMPARED: 'They signed, but who they are is told by the package itself.',
    NO_WITNESS: 'No independent witness signed.',
    NO_INDEPENDENT_TIME: 'No witness and no time stamp dates it.',
    TIMESTAMP_UNTRUSTED: 'It does not come from an authority that you trust.',
    TIMESTAMP_IMPRINT_MISMATCH: 'It was made for something else.',
    CHECKPOINT_QUORUM_MISSED: 'The list of keys asks for more.',
    PROOF_NOT_SIGNED: 'The log did not sign the state that its proof is about.',
    TREE_UNRELATED:
      'Its proof is about a state of the log that this package does not connect with the newest one.',
    PROOF_ROOT_MISMATCH: 'Its content, its place or its proof was changed.',
    PROOF_OUT_OF_RANGE: 'The log is not that long.',
    PROOF_MISSING: 'The proof of its place in the log is missing.',
    RECORD_MISSING: 'There is a proof, and the record is missing.',
    PROOF_OTHER_PLACE: 'The proof is for another place in the log.',
    TREE_DIFFERS: 'The proof leads to another version of the log.',
    SIGNER_UNKNOWN: 'It is not signed by a key that the maker had put on record.',
    KEY_REVOKED: 'The key had been withdrawn.',
    KEY_NOT_VALID: 'The key was not valid at that time.',
    DISCLOSURE_UNKNOWN: 'A name is shown that does not belong to the record.',
    DISCLOSURE_MALFORMED: 'A name is shown that does not belong to the record.',
    ORIGIN_MISMATCH: 'It was made for another log.',
    CHECK_THREW: 'The check itself stopped with an error.',
    LOG_KEY_DIFFERS: 'The package names another one.',
  },
  otherFault: (_code, message) => message,
}
