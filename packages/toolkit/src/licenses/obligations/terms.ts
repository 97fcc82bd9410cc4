/** Table of data: what a license may allow, ask for and exclude, in our own words. */

export type TermKind = 'permission' | 'condition' | 'limitation'

export const terms = {
  // Permissions
  'commercial-use': ['permission', 'Use for any purpose, commercial ones included.'],
  modify: ['permission', 'Change the work.'],
  distribute: ['permission', 'Pass on copies, changed or not.'],
  sublicense: ['permission', 'Grant these rights to others under terms of your own.'],
  'patent-grant': [
    'permission',
    'A licence to the patents of those who contributed, as far as the work needs it.',
  ],
  'private-changes': ['permission', 'Changes that are not passed on need not be published.'],
  'larger-work': ['permission', 'Combine with works under other terms; those keep their terms.'],
  relicense: ['permission', 'Pass on under one of the other licences that this one names.'],
  // Conditions
  'include-license': ['condition', 'Pass on the text of the licence with each copy.'],
  'include-license-or-link': [
    'condition',
    'Pass on the text of the licence, or its address, with each copy.',
  ],
  'include-copyright': ['condition', 'Keep the copyright notices in each copy.'],
  'include-copyright-binary': [
    'condition',
    'Print copyright notice and terms in the papers that go with a binary.',
  ],
  'include-notice-file': ['condition', 'Pass on the contents of the NOTICE file.'],
  'keep-notices': ['condition', 'Keep copyright, patent, trademark and attribution notices in the sources.'],
  attribution: ['condition', 'Name the authors in the way asked for.'],
  'state-changes': ['condition', 'Say in changed files, or with them, that and when you changed them.'],
  'mark-as-altered': ['condition', 'Mark changed versions plainly; do not pass them off as the original.'],
  'rename-modified': ['condition', 'Give changed versions another name.'],
  'source-file': ['condition', 'Passing on binaries: offer the source of the covered files.'],
  'source-library': ['condition', 'Passing on binaries: offer the source of the library.'],
  'source-work': [
    'condition',
    'Passing on binaries: offer the complete corresponding source of the whole work.',
  ],
  'source-work-network': [
    'condition',
    'Letting others use it over a network: offer them the source of the whole work.',
  ],
  'source-file-network': [
    'condition',
    'Letting others use it over a network: offer them the source of the covered files.',
  ],
  'source-service': [
    'condition',
    'Offering it as a service: publish the source of everything the service runs on.',
  ],
  'same-license-file': ['condition', 'Changed files of the work stay under this licence.'],
  'same-license-library': ['condition', 'A changed library stays under this licence.'],
  'same-license-work': ['condition', 'A work that holds it goes, as a whole, under this licence.'],
  relink: [
    'condition',
    'Let recipients swap the library: shared linking, or objects to link again, and no ban on reverse engineering for it.',
  ],
  'installation-information': [
    'condition',
    'Consumer devices: give what is needed to install changed versions.',
  ],
  'advertising-clause': ['condition', 'Name the authors in all advertising that mentions the work.'],
  'acknowledge-in-docs': [
    'condition',
    'Acknowledge the authors in the papers of the product or in the work.',
  ],
  'user-interface-attribution': [
    'condition',
    'Show the attribution that the licence asks for in the user interface.',
  ],
  'pass-on-disclaimer': [
    'condition',
    'Commercial distributors defend and indemnify the other contributors for what they promise.',
  ],
  'no-further-restrictions': ['condition', 'Ask nothing of recipients beyond this licence.'],
  'change-date': ['condition', 'From the change date on, another licence applies, which the copy names.'],
  'user-data-access': [
    'condition',
    'Give users access to their own data, so that they can run it elsewhere.',
  ],
  'bundle-fonts': ['condition', 'Do not sell the font by itself.'],
  // Limitations
  'no-warranty': ['limitation', 'No warranty by the authors.'],
  'no-liability': ['limitation', 'No liability of the authors, as far as law allows.'],
  'no-trademark': ['limitation', 'No right to names and trademarks.'],
  'no-endorsement': ['limitation', 'No advertising with the names of authors without their consent.'],
  'no-patent-grant': ['limitation', 'No licence to patents.'],
  'patent-retaliation': ['limitation', 'Who sues over patents in the work loses rights under this licence.'],
  'non-commercial-only': ['limitation', 'Only purposes that are not commercial.'],
  'no-derivatives': ['limitation', 'Changed versions may not be passed on.'],
  'no-production-use': [
    'limitation',
    'No use in production beyond what the copy grants, until the change date.',
  ],
  'no-hosted-service': ['limitation', 'Not to be offered to others as a hosted or managed service.'],
  'no-competing-use': ['limitation', 'Not for a product or service that competes with the licensor.'],
  'no-license-key-tampering': ['limitation', 'Licence key functions may not be removed or circumvented.'],
  'purpose-restriction': ['limitation', 'Purposes that the licence names are excluded.'],
  'small-business-only': ['limitation', 'Only for companies below the size that the licence states.'],
} as const satisfies Readonly<Record<string, readonly [TermKind, string]>>

export type TermCode = keyof typeof terms
