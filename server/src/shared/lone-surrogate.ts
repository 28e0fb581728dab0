/** Half of a character beyond 16 bits: JSON can say it, UTF-8 cannot, so no process can be given it. */
export const LONE_SURROGATE = /\p{Surrogate}/u;
