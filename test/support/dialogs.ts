import type { Page } from 'playwright-core'
import { inDays } from './caseFile'
import { settled } from './settled'

/** Where a dialog is opened: the file that opens it, the screen, what is done first, the button. */
export type Opening = {
  readonly file: string
  readonly at: string
  /** Of several things that have such a screen, which: words that stand beside its link. */
  readonly of?: RegExp
  readonly first?: (page: Page) => Promise<void>
  readonly press: RegExp
  /** The button is an answer of a question. */
  readonly role?: 'radio'
}

const main = (page: Page) => page.locator('main')

/** A release that is approved, by its row in the ledger or on the first screen. */
const approved = /Aprobada|puede publicarse/

/** Every dialog that the walk opens. */
export const dialogs: readonly Opening[] = [
  { file: 'cases/TeamMembers', at: '/cases/:caseId', press: /^Entregarle/ },
  { file: 'cases/FilesTab', at: '/cases/:caseId', press: /^Quitar/ },
  { file: 'cases/StatusMoves', at: '/cases/:caseId', press: /^Mover/ },
  { file: 'cases/EraseCase', at: '/cases/:caseId', of: /Cerrado/, press: /^Olvidar/ },
  { file: 'committees/AlertCard', at: '/shifts/alerts', press: /^Decir que está atendida/ },
  { file: 'committees/Roster', at: '/shifts/committees/:id', press: /^Quitar/ },
  { file: 'exports/LeaseButton', at: '/reports/preview', press: /^Apartar/ },
  { file: 'exports/PublishButton', at: '/reports/:releaseId', of: approved, press: /^Publicar/ },
  { file: 'exports/CancelRelease', at: '/reports/:releaseId', of: approved, press: /^Cancelar/ },
  { file: 'exports/Choose', at: '/reports/:releaseId', of: /Dos a la vez/, press: /^Dejar esta/ },
  { file: 'houses/AnswerHold', at: '/houses/requests', press: /^Decir que no/ },
  { file: 'houses/HoldItem', at: '/houses/requests', press: /^Ya no hace falta/ },
  { file: 'houses/KeepCard', at: '/houses/:id', press: /^Decir cómo está/ },
  { file: 'houses/Rooms', at: '/houses/:id/team', press: /^Quitar/ },
  { file: 'houses/Safety', at: '/houses/:id/team', press: /^Descubierta o en peligro/, role: 'radio' },
  { file: 'houses/StayDialogs', at: '/houses/:id/team', press: /^Ya salieron/ },
  { file: 'meet/Quarantine', at: '/meet', press: /^Que cuente después de todo/ },
  { file: 'meet/RelayScreen', at: '/meet/relays/:relayId', press: /^Dejar de usarla/ },
  { file: 'members/DevicesScreen', at: '/members/devices', press: /^Retirar/ },
  { file: 'members/LeaveScreen', at: '/members/leave', press: /^Dejar la red/ },
  { file: 'members/MemberActions', at: '/members/:memberId', press: /^Sacar de la red/ },
  { file: 'members/RequestsScreen', at: '/members/requests', press: /^Las seis palabras/ },
  { file: 'registry/EntryPage', at: '/registry/:entryId', press: /^Retirar/ },
  { file: 'registry/Periods', at: '/registry', press: /^Cerrar/ },
  { file: 'settings/RuleRow', at: '/members/settings/rules', press: /^Cambiar/ },
  { file: 'shifts/ShiftActions', at: '/shifts/turn/:id/:at', press: /^(No puedo|Decir que no puede|Pedir cambio)/ },
  {
    file: 'houses/TeamPeople',
    at: '/houses/:id/team',
    press: /^Sumar al equipo/,
    first: async (page) => {
      const field = main(page).getByRole('combobox').first()
      await field.scrollIntoViewIfNeeded()
      await settled(page) // a list closes when its page moves
      await field.fill('a')
      await page.getByRole('option').first().waitFor()
      await field.press('ArrowDown')
      await field.press('Enter')
    },
  },
  {
    file: 'houses/IncidentScreen',
    at: '/houses/:id/team/incident',
    press: /^Guardar/,
    first: async (page) => {
      await main(page)
        .getByRole('button', { name: /^Elegir/ })
        .click()
      await page.getByRole('option').first().click()
      for (const group of await main(page).getByRole('radiogroup').all())
        await group.getByRole('radio').last().press(' ')
    },
  },
  {
    file: 'shifts/TimeOut',
    at: '/shifts/mine',
    press: /^Tomar descanso/,
    first: async (page) => {
      const days = main(page)
        .getByRole('group')
        .filter({ has: page.getByRole('spinbutton') })
      for (const [place, field] of (await days.all()).entries()) {
        await field.getByRole('spinbutton').first().focus()
        const [year = '', month = '', day = ''] = inDays(place + 1).split('-')
        await page.keyboard.type(day + month + year)
      }
    },
  },
]

/** Dialogs that are no part of an open notebook: `firstScreens` opens them. */
export const before: readonly string[] = ['welcome/StopAsking']
