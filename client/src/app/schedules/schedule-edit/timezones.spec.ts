import { isTimezone, matchingTimezones } from './timezones';

describe('matchingTimezones', () => {
  it.each([
    ['Kolkata', 'Asia/Kolkata'],
    ['Calcutta', 'Asia/Kolkata'],
    ['mumbai', 'Asia/Kolkata'],
    ['Kyiv', 'Europe/Kyiv'],
    ['kiev', 'Europe/Kyiv'],
    ['Ho_Chi', 'Asia/Ho_Chi_Minh'],
    ['ho chi minh', 'Asia/Ho_Chi_Minh'],
    ['Kathmandu', 'Asia/Kathmandu'],
    ['Yangon', 'Asia/Yangon'],
    ['Buenos', 'America/Argentina/Buenos_Aires'],
    ['beijing', 'Asia/Shanghai'],
    ['北京', 'Asia/Shanghai'],
    ['香港', 'Asia/Hong_Kong'],
    ['洛杉矶', 'America/Los_Angeles'],
    ['utc', 'UTC'],
  ])('finds by %s the zone %s', (typed, name) => {
    expect(matchingTimezones(typed)).toEqual([name]);
    expect(isTimezone(name)).toBe(true);
  });

  it('lists the zones of the region for a whole name, and nothing for what is none', () => {
    expect(matchingTimezones('Europe/Kyiv')).toContain('Europe/Berlin');
    expect(matchingTimezones('Olympus')).toEqual([]);
  });
});
