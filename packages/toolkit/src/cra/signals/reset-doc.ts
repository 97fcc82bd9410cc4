/** SIG-REPO-RESET-DOC: does the documentation tell how to reset, remove and take data out. */
import { toTopicSignal } from '../prose/topics.ts'
import { say } from '../say.ts'

export const resetDoc = toTopicSignal({
  id: 'SIG-REPO-RESET-DOC',
  subject: say`reset and removal`,
  topics: [
    {
      name: 'reset',
      line: /\bfactory[- ]reset|\breset(ting)?\b.{0,25}\b(to (the )?(factory|default|initial|original)|(all|the) settings|configuration to)|\brestor\w+ (the )?(default|factory)( settings| configuration)?|zurücksetzen auf/i,
      not: /\bgit\b|--hard|branch|\bcache\b/i,
    },
    {
      name: 'uninstall',
      line: /\b(how to|to) uninstall\b|\buninstall(ing)? (the|this|it)\b/i,
      heading: /\b(uninstall(ing|ation)?|deinstall\w+|remov(e|ing) (the )?(app|program|software|package))\b/i,
    },
    {
      name: 'purge',
      line: /\b(purge|wipe|erase|permanently (delete|remove))\b.{0,30}\b(data|settings|configuration|database|files|volumes?)\b/i,
      not: /cache|git\b/i,
    },
    {
      name: 'delete-account',
      line: /\b(delet|remov|eras)(e|es|ing|ion of)\b.{0,15}\b(your|the|an?|user) (account|profile|personal data)\b|account deletion|Konto löschen/i,
    },
    {
      name: 'export',
      line: /\b(export(ing)?)\b.{0,20}\b(your|all|user|the) (data|account|settings)\b|\bdata (export|portability)\b/i,
    },
  ],
})
