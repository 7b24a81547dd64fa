/**
 * What whoever reaches the program over a network is told of its source (AGPL-3.0, section 13), unless an address of it is
 * given. ASCII: it also stands in a header.
 */
export const sourceOffer = 'AGPL-3.0-only; whoever runs this gives its source to whoever asks'
