/** SIG-REPO-BACKUP-DOC: does the documentation tell how to back up, restore and go back. */
import { toTopicSignal } from '../prose/topics.ts'
import { say } from '../say.ts'

export const backupDoc = toTopicSignal({
  id: 'SIG-REPO-BACKUP-DOC',
  subject: say`recovery`,
  topics: [
    {
      name: 'backup',
      line: /\b(back(ing)? up|backup) (of |your |the |and restore)|\b(create|make|take) (a |regular )?backups?\b/i,
      heading: /\b(backups?|back(ing)? up|Datensicherung)\b/i,
    },
    {
      name: 'restore',
      line: /\brestor(e|ing)\b.{0,20}\b(from|a|the|your) (backup|snapshot|dump)/i,
      heading: /\b(restor(e|ing)|Wiederherstell\w+)\b/i,
    },
    {
      name: 'recovery',
      line: /\bdisaster recovery\b/i,
      heading: /\b(disaster|system|data) recovery\b|^\W*recovery\W*$/i,
      not: /panic|error recovery|account recovery|password/i,
    },
    {
      name: 'rollback',
      line: /\b(roll(ing)? ?back|downgrad(e|ing)) (to|from|an?|the)\b.{0,25}\b(version|release|update|upgrade)/i,
      heading: /\b(roll(ing)?[- ]?back|downgrad(e|ing))\b/i,
      not: /transaction/i,
    },
  ],
})
