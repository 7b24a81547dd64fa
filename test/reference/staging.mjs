// What the directed scenarios have in common.
import { Laptop } from './laptop.mjs'

/** Everybody meets everybody; answers the state that the first then sees. */
export const allMeet = (people) => {
  const [first] = people
  for (let round = 0; round < 2; round++) for (const person of people) person.meet(first)
  return first.state
}

export const laptopOf = (world, member, n = 1) => new Laptop(member, `${member}.${n}`, world)

/** Another laptop of the same woman, bound by her first. */
export const secondLaptop = (world, person, n = 2) => {
  const other = laptopOf(world, person.member, n)
  person.bind(other)
  other.meet(person)
  return other
}

/** Who of these people can no longer speak with the laptop she has. */
export const frozen = (state, people) =>
  people.filter(
    ({ member, device }) => !state.live(member) || !state.liveDevice(device) || state.member(device) !== member,
  )

/** Each of them says it, one after the other, and all hear of it. */
export const eachSays = (people, sayers, type, p) => {
  for (const sayer of sayers) {
    sayer.say(type, p)
    allMeet(people)
  }
}

export const expelByTwo = (one, other, member, cut) => {
  one.meet(other)
  one.say('expel', { member, cut })
  other.meet(one)
  other.say('expel', { member, cut })
  one.meet(other)
}

/** A cut after which nothing of this laptop counts. */
export const nothingOf = (laptop) => ({ [laptop.device]: { seq: 0 } })
