/** What a verb of a disagreement touches beside it. */
export const ALSO = ['hold', 'registration', 'conflict', 'conduct_case', 'ruling', 'timeline', 'event', 'account']
