/** Mail by SMTP, as `smtp://…` or `smtps://…` in the settings says. */
import { createTransport } from 'nodemailer'
import type { Mailer } from './mail.ts'

export interface SmtpMailer extends Mailer {
  readonly close: () => void
}

/** `from`: the address that mails come from. Trusted: the server that the operator named. */
export function createSmtpMailer(url: string, from: string): SmtpMailer {
  const transport = createTransport(url, { from })
  return {
    send: async ({ to, subject, text, messageId }) => {
      await transport.sendMail({
        to,
        subject,
        text,
        messageId,
        // Nothing of a mail is ever read from a file or an address.
        disableFileAccess: true,
        disableUrlAccess: true,
        headers: { 'auto-submitted': 'auto-generated' },
      })
    },
    close: () => transport.close(),
  }
}
