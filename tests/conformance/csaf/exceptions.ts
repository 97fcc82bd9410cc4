/** Data: where our answer differs from what upstream says of a file, with the reason. The lists may only shrink. */

/** Files whose own test does not answer as upstream says. */
export const unmet: Readonly<Record<string, string>> = {
  '2.0 6-3-06-02': 'only a request over the network could tell that the page does not exist',
  '2.1 6-3-06-02': 'only a request over the network could tell that the page does not exist',
}

const notOnlyHere = 'upstream looks at one test only; by the text of another one the document is not valid: '

/** Files that upstream calls valid although a mandatory test says no. */
export const invalidAfterAll: Readonly<Record<string, string>> = {
  '2.1 6-1-50-14': `${notOnlyHere}6.1.2 (one product id twice), 6.1.59 (vers:/all is no VERS, so it is one version)`,
  '2.1 6-1-50-15': `${notOnlyHere}6.1.2 (one product id twice)`,
  '2.1 6-1-54-14': `${notOnlyHere}6.1.55 (an identifier that no list has, and no note with its text)`,
  '2.1 6-2-20-02': `${notOnlyHere}6.1.8 (the CVSS 4.0 schema of 2026-02-26 forbids unknown members)`,
  '2.1 6-2-21-02': `${notOnlyHere}6.1.14 and 6.1.21 (revision 6 is older than 5)`,
  '2.1 6-2-34-03': `${notOnlyHere}6.1.48 (the namespace "invalid", which 6-1-48-21 refuses)`,
  '2.1 6-2-39-02-01': `${notOnlyHere}6.1.27.14 (no note of the category description)`,
  '2.1 6-2-39-03-01': `${notOnlyHere}6.1.27.14 (no note of the category description)`,
  '2.1 6-2-42-02': `${notOnlyHere}6.1.13 (type deb without namespace) and 6.1.42 (purls of two versions)`,
  '2.1 6-2-54-03-01': `${notOnlyHere}6.1.1 (a product defined in an extension only) and 6.1.60.2 (a member the extension forbids)`,
  '2.1 6-3-21-01-02': `${notOnlyHere}6.1.1 and 6.1.60.2, as 6-2-54-03-01`,
  '2.1 6-3-21-01-12': `${notOnlyHere}6.1.1 and 6.1.60.2, as 6-2-54-03-01`,
}

/**
 * Failing examples of mandatory tests that fail others, too, by the text of those. Where the oracle knows the test, it
 * says the same (oracle.test.ts).
 */
export const alsoFail: Readonly<Record<string, string>> = {
  '2.0 6-1-14-01': '6.1.21',
  '2.0 6-1-14-02': '6.1.16 6.1.21',
  '2.0 6-1-14-03': '6.1.16 6.1.21',
  '2.0 6-1-14-04': '6.1.21',
  '2.0 6-1-14-05': '6.1.16 6.1.21',
  '2.0 6-1-14-06': '6.1.21',
  '2.0 6-1-14-08': '6.1.21',
  '2.0 6-1-17-01': '6.1.18',
  '2.0 6-1-27-04-01': '6.1.27.5 6.1.27.6',
  '2.0 6-1-27-07-01': '6.1.27.5 6.1.27.8',
  '2.0 6-1-27-08-01': '6.1.27.4 6.1.27.5 6.1.27.7',
  '2.0 6-1-27-10-01': '6.1.27.5',
  '2.1 6-1-07-06': '6.1.8',
  '2.1 6-1-09-05': '6.1.8',
  '2.1 6-1-14-01': '6.1.21',
  '2.1 6-1-14-02': '6.1.16 6.1.21',
  '2.1 6-1-14-03': '6.1.16 6.1.21',
  '2.1 6-1-14-04': '6.1.21',
  '2.1 6-1-14-05': '6.1.16 6.1.21',
  '2.1 6-1-14-06': '6.1.21',
  '2.1 6-1-14-08': '6.1.21',
  '2.1 6-1-14-09': '6.1.21',
  '2.1 6-1-14-21': '6.1.21 6.1.30',
  '2.1 6-1-16-09': '6.1.14 6.1.21',
  '2.1 6-1-17-01': '6.1.18',
  '2.1 6-1-21-05': '6.1.14',
  '2.1 6-1-21-06': '6.1.14',
  '2.1 6-1-27-04-01': '6.1.27.6 6.1.27.12',
  '2.1 6-1-27-04-02': '6.1.27.7',
  '2.1 6-1-27-04-03': '6.1.27.6',
  '2.1 6-1-27-07-01': '6.1.27.5 6.1.27.8',
  '2.1 6-1-27-08-01': '6.1.27.4 6.1.27.5 6.1.27.7',
  '2.1 6-1-27-10-01': '6.1.27.5',
  '2.1 6-1-27-18-01': '6.1.27.14',
  '2.1 6-1-46-02': '6.1.48',
  '2.1 6-1-50-04': '6.1.2',
  '2.1 6-1-50-05': '6.1.2',
}
