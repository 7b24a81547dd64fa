import { spawnSync } from 'node:child_process'
import type { Laptop } from './town'

/** How many connections of TCP a laptop has dialled and taken so far, by the kernel's count. */
export const connections = ({ enter }: Laptop): { readonly dialled: number; readonly taken: number } => {
  const [program = '', ...args]: readonly string[] = [...enter, 'cat', '/proc/net/snmp']
  const [names = '', values = ''] = spawnSync(program, args, { encoding: 'utf8' })
    .stdout.split('\n')
    .filter((line) => line.startsWith('Tcp:'))
  const of = (name: string): number => Number(values.split(' ')[names.split(' ').indexOf(name)])
  return { dialled: of('ActiveOpens'), taken: of('PassiveOpens') }
}

/** Waits until something holds; gives up after `patience` ms. Returns whether it held. */
export const until = async (holds: () => boolean, patience: number): Promise<boolean> => {
  const end = Date.now() + patience
  while (!holds()) {
    if (Date.now() > end) return false
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  return true
}
