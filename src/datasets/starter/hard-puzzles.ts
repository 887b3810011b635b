import { asserts, python, type StarterEntry } from './task';

/** Puzzles that want the right method: dynamic programming, search, bits, geometry. */
export const hardPuzzles: StarterEntry[] = [
  {
    id: 'starter/33',
    title: 'Tickets for the ferry',
    prompt:
      'A ferry sells single tickets, and passes that are valid for seven days in a row from the first day of use. Write a function that takes the sorted days on which one travels, the price of a single ticket and the price of a pass, and returns the least one can pay.',
    tests: asserts`
      assert ferry_cost([1, 2, 3, 4], 3, 10) == 10
      assert ferry_cost([1, 8], 3, 5) == 6
      assert ferry_cost([1, 5, 6, 7, 8, 9, 10, 11], 4, 10) == 14
      assert ferry_cost([], 3, 10) == 0
      assert ferry_cost([5], 12, 9) == 9
    `,
    reference: python`
      def ferry_cost(days, single, seven):
          least = [0]
          for i, day in enumerate(days):
              covered = next(j for j in range(i + 1) if days[j] > day - 7)
              least.append(min(least[i] + single, least[covered] + seven))
          return least[-1]
    `,
    wrong: [
      {
        flaw: 'buys a pass as soon as it pays from here',
        code: python`
          def ferry_cost(days, single, seven):
              cost, i = 0, 0
              while i < len(days):
                  within = [day for day in days[i:] if day < days[i] + 7]
                  if len(within) * single >= seven:
                      cost += seven
                      i += len(within)
                  else:
                      cost += single
                      i += 1
              return cost
        `,
      },
      {
        flaw: 'lets a pass last eight days',
        code: python`
          from functools import lru_cache

          def ferry_cost(days, single, seven):
              @lru_cache(None)
              def least(i):
                  if i >= len(days):
                      return 0
                  j = i
                  while j < len(days) and days[j] <= days[i] + 7:
                      j += 1
                  return min(single + least(i + 1), seven + least(j))
              return least(0)
        `,
      },
    ],
  },
  {
    id: 'starter/34',
    title: 'Lamps that switch each other',
    prompt:
      'Lamps stand in a small rectangle, given as a list of strings with "#" for on and "." for off. Pressing a lamp switches it and the lamps directly above, below, left and right of it. Write a function that returns the fewest presses that put all lamps out, or None if that can’t be done. There are at most nine lamps.',
    tests: asserts`
      assert fewest_presses([".#.", "###", ".#."]) == 1
      assert fewest_presses(["...", "..."]) == 0
      assert fewest_presses(["#.#"]) == 2
      assert fewest_presses(["#."]) is None
      assert fewest_presses(["###", "###", "###"]) == 5
    `,
    reference: python`
      def fewest_presses(rows):
          height, width = len(rows), len(rows[0])
          lit = sum(1 << y * width + x for y in range(height) for x in range(width) if rows[y][x] == "#")
          masks = [
              sum(
                  1 << v * width + u
                  for u, v in ((x, y), (x - 1, y), (x + 1, y), (x, y - 1), (x, y + 1))
                  if 0 <= u < width and 0 <= v < height
              )
              for y in range(height)
              for x in range(width)
          ]
          reached, seen, presses = {0}, {0}, 0
          while reached:
              if lit in reached:
                  return presses
              reached = {state ^ mask for state in reached for mask in masks} - seen
              seen |= reached
              presses += 1
          return None
    `,
    wrong: [
      {
        flaw: 'presses whichever lamp puts out the most',
        code: python`
          def fewest_presses(rows):
              lit = {(x, y) for y, row in enumerate(rows) for x, lamp in enumerate(row) if lamp == "#"}
              places = [(x, y) for y in range(len(rows)) for x in range(len(rows[0]))]
              def pressed(lamps, x, y):
                  around = {(x, y), (x - 1, y), (x + 1, y), (x, y - 1), (x, y + 1)}
                  return lamps ^ (around & set(places))
              for presses in range(len(places) + 1):
                  if not lit:
                      return presses
                  lit = min((pressed(lit, x, y) for x, y in places), key=len)
              return None
        `,
      },
      {
        flaw: 'switches the lamps at the corners, too',
        code: python`
          from itertools import combinations

          def fewest_presses(rows):
              height, width = len(rows), len(rows[0])
              places = [(y, x) for y in range(height) for x in range(width)]
              lit = frozenset(p for p in places if rows[p[0]][p[1]] == "#")
              for count in range(len(places) + 1):
                  for chosen in combinations(places, count):
                      state = set(lit)
                      for y, x in chosen:
                          state ^= {(v, u) for v, u in places if abs(v - y) <= 1 and abs(u - x) <= 1}
                      if not state:
                          return count
              return None
        `,
      },
    ],
  },
  {
    id: 'starter/35',
    title: 'Changing trains',
    prompt:
      'Write a function that takes a dictionary from train line to the list of its stations, a start and a destination, and returns how often one has to change lines at least. Trains run in both directions. If start and destination are the same it returns 0; if there is no way it returns None.',
    tests: asserts`
      assert changes({"red": ["A", "B", "C"], "blue": ["C", "D"]}, "A", "D") == 1
      assert changes({"red": ["A", "B", "C"]}, "C", "A") == 0
      assert changes({"1": ["A", "B"], "2": ["B", "C"], "3": ["C", "D"], "4": ["A", "E", "C"]}, "A", "D") == 1
      assert changes({"red": ["A", "B"], "blue": ["C", "D"]}, "A", "D") is None
      assert changes({"red": ["A", "B"]}, "B", "B") == 0
    `,
    reference: python`
      def changes(lines, start, destination):
          if start == destination:
              return 0
          reached, unused, count = {start}, dict(lines), 0
          while True:
              boarded = [line for line, stations in unused.items() if reached & set(stations)]
              if not boarded:
                  return None
              for line in boarded:
                  reached |= set(unused.pop(line))
              if destination in reached:
                  return count
              count += 1
    `,
    wrong: [
      {
        flaw: 'counts stations, not changes',
        code: python`
          from collections import deque

          def changes(lines, start, destination):
              neighbours = {}
              for stations in lines.values():
                  for a, b in zip(stations, stations[1:]):
                      neighbours.setdefault(a, set()).add(b)
                      neighbours.setdefault(b, set()).add(a)
              queue, seen = deque([(start, 0)]), {start}
              while queue:
                  station, steps = queue.popleft()
                  if station == destination:
                      return max(steps - 1, 0)
                  for other in neighbours.get(station, ()):
                      if other not in seen:
                          seen.add(other)
                          queue.append((other, steps + 1))
              return None
        `,
      },
      {
        flaw: 'counts the first line as a change',
        code: python`
          def changes(lines, start, destination):
              if start == destination:
                  return 0
              reached = {start}
              count = 0
              while destination not in reached:
                  more = set(reached)
                  for stations in lines.values():
                      if reached & set(stations):
                          more |= set(stations)
                  if more == reached:
                      return None
                  reached = more
                  count += 1
              return count
        `,
      },
    ],
  },
  {
    id: 'starter/36',
    title: 'Do the roads meet?',
    prompt:
      'Write a function that takes the ends of two straight roads, four points (x, y) with whole numbers, the first two being the ends of the first road, and tells whether the roads have a point in common. Touching counts, and so does lying on top of each other.',
    tests: asserts`
      assert roads_meet((0, 0), (4, 4), (0, 4), (4, 0)) is True
      assert roads_meet((0, 0), (1, 1), (2, 2), (3, 3)) is False
      assert roads_meet((0, 0), (4, 0), (2, 0), (2, 3)) is True
      assert roads_meet((0, 0), (3, 3), (2, 2), (5, 5)) is True
      assert roads_meet((0, 0), (4, 4), (3, 0), (4, 1)) is False
    `,
    reference: python`
      def roads_meet(a, b, c, d):
          def side(p, q, r):
              cross = (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])
              return (cross > 0) - (cross < 0)

          def within(p, q, r):
              return all(min(p[i], q[i]) <= r[i] <= max(p[i], q[i]) for i in (0, 1))

          if side(a, b, c) != side(a, b, d) and side(c, d, a) != side(c, d, b):
              return True
          ends = [(a, b, c), (a, b, d), (c, d, a), (c, d, b)]
          return any(side(p, q, r) == 0 and within(p, q, r) for p, q, r in ends)
    `,
    wrong: [
      {
        flaw: 'doesn’t count touching',
        code: python`
          def roads_meet(a, b, c, d):
              def cross(p, q, r):
                  return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])
              return cross(a, b, c) * cross(a, b, d) < 0 and cross(c, d, a) * cross(c, d, b) < 0
        `,
      },
      {
        flaw: 'compares the rectangles around the roads',
        code: python`
          def roads_meet(a, b, c, d):
              return (
                  max(min(a[0], b[0]), min(c[0], d[0])) <= min(max(a[0], b[0]), max(c[0], d[0]))
                  and max(min(a[1], b[1]), min(c[1], d[1])) <= min(max(a[1], b[1]), max(c[1], d[1]))
              )
        `,
      },
    ],
  },
];
