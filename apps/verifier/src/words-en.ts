/** The page in English. Table of sentences. */
import type { PageWords } from './words-shape.ts'

export const en: PageWords = {
  title: 'Evidence package',
  skip: 'Skip to the answer',
  language: 'Language',
  theme: 'Colours',
  themes: { auto: 'As the device', light: 'Light', dark: 'Dark' },
  working: 'Checking …',
  stopped: 'Could not be checked.',
  stoppedAdvice:
    'The check stopped with an error. That is neither a yes nor a no: treat the package as not checked, and try the program or another browser.',
  empty: 'Drop an evidence package here.',
  emptyAdvice: 'This page checks packages in your browser. It loads nothing and sends nothing.',
  open: 'Open a package or a document',
  openHint:
    'Or drop files anywhere on this page: another package (.zip), or a document to see whether it is the one on record. Nothing leaves this page.',
  ownPage:
    'This page came with the package, from whoever made it. To depend on nobody, take the page from another source and drop the .zip on it.',
  facts: {
    title: 'Package',
    source: 'File',
    carried: 'the records that this page carries',
    made: 'Made',
    log: 'Log',
    checked: 'Checked',
    fileDigest: 'SHA-256 of the file',
  },
  key: {
    heading: 'Whose log is it? Compare the key',
    why: 'You should have got this fingerprint another way: on paper, by telephone, on the maker’s web site. All 64 signs have to be the same.',
    fingerprint: 'Fingerprint of the key of the log',
    input: 'Fingerprint or key that you got another way',
    compare: 'Compare',
    byEye: 'I compared it by eye: it is the same',
    policy: 'Load a list of keys (policy.txt) that you got another way',
    anchors: 'Load certificates of time-stamping authorities (PEM)',
    compared: 'Compared: the key of the log is the one that you gave.',
    witnessesOpen: 'Who the witnesses are is not compared.',
    byEyeSaid: (time) => `You said on ${time} that you compared it by eye.`,
    listSaid: (time) =>
      `The list is the same as in the package; you said so on ${time}: it came another way.`,
    typed: (text) => `You entered: ${text}`,
    groups: (groups) =>
      groups.length === 16
        ? 'All 16 groups differ.'
        : `${groups.length === 1 ? 'This group differs' : 'These groups differ'}: ${groups.join(', ')} (counted from 1).`,
    slip: (signs) =>
      signs === 'empty'
        ? 'Nothing was entered.'
        : signs === 'none'
          ? 'That is not a fingerprint.'
          : `That has ${signs} ${signs === 1 ? 'sign' : 'signs'}, not 64.`,
    ownList:
      'This is the same list as in the package. If you took it from there, nothing is compared. Where did you get it?',
    ownListTaken:
      'Nothing is compared: the list is the one of the package. Ask the maker for the fingerprint or the list another way.',
    otherList: 'This is a list of keys. It decides whose log this is. Where did you get it?',
    listElsewhere: 'It came another way',
    listOwn: 'I took it from the package',
    comparedPolicy:
      'Compared: the keys of the log and of its witnesses are those of the list that you loaded.',
    other: 'This is not the key of this log.',
    forget: 'Forget what I gave',
    unreadable: 'That file could not be read as a list of keys or certificates.',
    more: 'Other ways, and time stamps',
    stampsLoaded: (n) => `${n} ${n === 1 ? 'certificate' : 'certificates'} loaded.`,
  },
  sections: {
    records: 'What was recorded',
    broken: 'What does not match',
    checks: 'What was checked',
    limits: 'What this does not show',
    documents: 'Documents',
    attestations: 'Signed statements',
  },
  outcome: { passed: 'holds', failed: 'does not hold', open: 'not shown' },
  fits: 'fits',
  counts: (product, log) =>
    `${product} ${product === 1 ? 'record' : 'records'} of the product, ${log} of the log`,
  noPackage: 'No package was opened before.',
  detail: (message) => message,
  fault: (_code, message) => message,
  appendix: 'Appendix: details of each record',
  record: (index) => `Record ${index}`,
  noDay: 'Without a day',
  claimed: (time) => `The maker says: ${time}.`,
  closed: (by) =>
    by === undefined
      ? 'Content erased or kept back, its fingerprint remains'
      : `Content erased on request (record ${by}), its fingerprint remains`,
  unreadable: 'A record that cannot be read',
  publicRecord: 'Record about keys or the log',
  hidden: (n, by) =>
    `${n} personal ${n === 1 ? 'field is' : 'fields are'} not shown: ${by === undefined ? 'erased or kept back' : `erased on request (record ${by})`}, ${n === 1 ? 'its fingerprint remains' : 'their fingerprints remain'}.`,
  details: 'Details',
  says: 'What it says',
  technical: 'Technical values',
  more: (n) => `Show ${n} more`,
  document: {
    recorded: (records) => `This is the file on record, byte for byte (record ${records}).`,
    later: {
      replaced: (record) =>
        `It held, and is no longer the last word: another file took its place (record ${record}).`,
      withdrawn: (record) => `It held, and was taken back since (record ${record}).`,
    },
    absent: (records) => `On record (record ${records}), not at hand. Drop the file here to compare it.`,
    listed: (records) => `On record (record ${records}), in the package; drop it, or the .zip, to compare.`,
    stranger: 'No record that holds names this file. It is another one, was changed, or was never recorded.',
    drop: 'Drop a document on the page to compare it.',
    dropped: 'You dropped',
    none: 'The package has no documents.',
  },
  attestation: {
    valid: 'The statement holds.',
    stale: 'The statement held; it may no longer be the last word.',
    broken: 'Do not rely on this statement.',
    'not-checked': 'Could not be checked.',
  },
  end: 'One file. Nothing is sent anywhere, and nothing is loaded. Tamper-evident does not mean true: it shows that nothing was changed after it was recorded.',
}
