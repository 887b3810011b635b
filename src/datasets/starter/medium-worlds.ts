import { asserts, python, type StarterEntry } from './task';

/** Small worlds: machines, maps and folders. */
export const mediumWorlds: StarterEntry[] = [
  {
    id: 'starter/28',
    title: 'A robot between walls',
    prompt:
      'A robot stands at (0, 0) and looks north, where y grows; x grows to the east. Write a function that takes its commands ("L" turns left, "R" turns right, "F" goes one step forward) and a set of (x, y) with walls, and returns where it ends. It does not move when a wall is in front of it.',
    tests: asserts`
      assert drive("FFRF", set()) == (1, 2)
      assert drive("FFRF", {(0, 2)}) == (1, 1)
      assert drive("LFLF", set()) == (-1, -1)
      assert drive("", {(0, 1)}) == (0, 0)
    `,
    reference: python`
      def drive(commands, walls):
          x, y, dx, dy = 0, 0, 0, 1
          for command in commands:
              if command == "L":
                  dx, dy = -dy, dx
              elif command == "R":
                  dx, dy = dy, -dx
              elif (x + dx, y + dy) not in walls:
                  x, y = x + dx, y + dy
          return x, y
    `,
    wrong: [
      {
        flaw: 'mixes up left and right',
        code: python`
          def drive(commands, walls):
              x = y = facing = 0
              steps = [(0, 1), (1, 0), (0, -1), (-1, 0)]
              for command in commands:
                  if command == "L":
                      facing = (facing + 1) % 4
                  elif command == "R":
                      facing = (facing - 1) % 4
                  else:
                      dx, dy = steps[facing]
                      if (x + dx, y + dy) not in walls:
                          x, y = x + dx, y + dy
              return (x, y)
        `,
      },
      {
        flaw: 'stops for good at the first wall',
        code: python`
          def drive(commands, walls):
              x, y = 0, 0
              dx, dy = 0, 1
              for command in commands:
                  if command == "L":
                      dx, dy = -dy, dx
                  elif command == "R":
                      dx, dy = dy, -dx
                  else:
                      if (x + dx, y + dy) in walls:
                          break
                      x += dx
                      y += dy
              return x, y
        `,
      },
    ],
  },
  {
    id: 'starter/29',
    title: 'Free time in a calendar',
    prompt:
      'Write a function that takes a list of meetings as (start, end), in any order and possibly overlapping, and the start and end of the working day. It returns the free times of the day as a list of (start, end), in order. Meetings may reach beyond the day.',
    tests: asserts`
      assert free_times([(10, 11), (13, 14)], 9, 17) == [(9, 10), (11, 13), (14, 17)]
      assert free_times([(13, 14), (9, 12), (10, 11)], 9, 17) == [(12, 13), (14, 17)]
      assert free_times([(7, 9), (16, 19)], 9, 17) == [(9, 16)]
      assert free_times([], 9, 17) == [(9, 17)]
      assert free_times([(8, 18)], 9, 17) == []
    `,
    reference: python`
      def free_times(meetings, opens, closes):
          free, at = [], opens
          for start, end in sorted(meetings):
              if min(start, closes) > at:
                  free.append((at, min(start, closes)))
              at = max(at, end)
          return free + [(at, closes)] if at < closes else free
    `,
    wrong: [
      {
        flaw: 'goes back in time after a meeting within another',
        code: python`
          def free_times(meetings, opens, closes):
              free = []
              at = opens
              for start, end in sorted(meetings):
                  if start > at:
                      free.append((at, start))
                  at = end
              if at < closes:
                  free.append((at, closes))
              return free
        `,
      },
      {
        flaw: 'expects the meetings in order',
        code: python`
          def free_times(meetings, opens, closes):
              free = []
              at = opens
              for start, end in meetings:
                  if start > at:
                      free.append((at, start))
                  at = max(at, end)
              if at < closes:
                  free.append((at, closes))
              return free
        `,
      },
    ],
  },
  {
    id: 'starter/30',
    title: 'Change from a machine',
    prompt:
      'A machine gives change by always paying out the largest coin that is not more than what is still due and that it still has. Write a function that takes a dictionary from coin to how many there are, and the amount, and returns a dictionary of the coins paid out, or None if that way the amount can’t be reached. The given dictionary must stay as it was.',
    tests: asserts`
      assert pay_out({50: 2, 20: 3, 10: 5}, 90) == {50: 1, 20: 2}
      assert pay_out({50: 1, 20: 1, 10: 5}, 120) == {50: 1, 20: 1, 10: 5}
      assert pay_out({50: 1, 20: 3}, 60) is None
      assert pay_out({10: 1}, 0) == {}
      assert (lambda box: (pay_out(box, 10), box))({10: 1}) == ({10: 1}, {10: 1})
    `,
    reference: python`
      def pay_out(coins, amount):
          paid = {}
          for coin in sorted(coins, reverse=True):
              count = min(coins[coin], amount // coin)
              if count:
                  paid[coin] = count
                  amount -= coin * count
          return paid if amount == 0 else None
    `,
    wrong: [
      {
        flaw: 'pays with coins that are not there',
        code: python`
          def pay_out(coins, amount):
              paid = {}
              for coin in sorted(coins, reverse=True):
                  if amount >= coin:
                      paid[coin], amount = divmod(amount, coin)
              return paid if amount == 0 else None
        `,
      },
      {
        flaw: 'takes the coins out of the given dictionary',
        code: python`
          def pay_out(coins, amount):
              paid = {}
              for coin in sorted(coins, reverse=True):
                  while amount >= coin and coins[coin] > 0:
                      coins[coin] -= 1
                      amount -= coin
                      paid[coin] = paid.get(coin, 0) + 1
              return None if amount else paid
        `,
      },
    ],
  },
  {
    id: 'starter/31',
    title: 'The heaviest folder',
    prompt:
      'A folder has a name, the bytes of the files that lie directly in it, and a list of folders within it. A folder’s weight is that of its own files and of everything within. Write a function that takes a folder and returns the name of the heaviest folder below it, at any depth (not the folder itself), or None if there is none. Of equally heavy ones it is the first in alphabetical order.',
    tests: asserts`
      assert heaviest(home) == "photos"
      assert heaviest(photos) == "2023"
      assert heaviest(empty) is None
      assert heaviest(twins) == "left"
    `,
    setup: python`
      class Folder:
          def __init__(self, name, own, folders=()):
              self.name = name
              self.own = own
              self.folders = list(folders)

      photos = Folder("photos", 5, [Folder("2022", 10), Folder("2023", 40)])
      home = Folder("home", 900, [Folder("music", 50), photos])
      empty = Folder("empty", 1)
      twins = Folder("twins", 0, [Folder("right", 3), Folder("left", 1, [Folder("inner", 2)])])
    `,
    reference: python`
      def heaviest(folder):
          weights = []

          def weigh(inner):
              weight = inner.own + sum(map(weigh, inner.folders))
              weights.append((-weight, inner.name))
              return weight

          for inner in folder.folders:
              weigh(inner)
          return min(weights)[1] if weights else None
    `,
    wrong: [
      {
        flaw: 'weighs only the files directly in a folder',
        code: python`
          def heaviest(folder):
              found = []
              def visit(inner):
                  for child in inner.folders:
                      found.append((-child.own, child.name))
                      visit(child)
              visit(folder)
              return min(found)[1] if found else None
        `,
      },
      {
        flaw: 'counts the folder itself',
        code: python`
          def heaviest(folder):
              if not folder.folders:
                  return None
              best = []
              def weigh(inner):
                  weight = inner.own + sum(weigh(child) for child in inner.folders)
                  best.append((-weight, inner.name))
                  return weight
              weigh(folder)
              return min(best)[1]
        `,
      },
    ],
  },
  {
    id: 'starter/32',
    title: 'A field with a fence',
    prompt:
      'Write a function that takes the corners of a field as a list of (x, y) in the order in which the fence goes round, in either direction, and returns the area of the field. The fence never crosses itself. Fewer than three corners enclose nothing.',
    tests: asserts`
      assert field_area([(0, 0), (4, 0), (4, 3), (0, 3)]) == 12
      assert field_area([(0, 3), (4, 3), (4, 0), (0, 0)]) == 12
      assert field_area([(0, 0), (3, 0), (0, 1)]) == 1.5
      assert field_area([(0, 0), (4, 0), (4, 4), (2, 1), (0, 4)]) == 10
      assert field_area([(1, 1), (2, 2)]) == 0
    `,
    reference: python`
      def field_area(corners):
          following = corners[1:] + corners[:1]
          doubled = sum(x * v - u * y for (x, y), (u, v) in zip(corners, following))
          return abs(doubled) / 2
    `,
    wrong: [
      {
        flaw: 'is negative where the fence goes round clockwise',
        code: python`
          def field_area(corners):
              total = 0
              for i in range(len(corners)):
                  x1, y1 = corners[i]
                  x2, y2 = corners[(i + 1) % len(corners)]
                  total += x1 * y2 - x2 * y1
              return total / 2
        `,
      },
      {
        flaw: 'takes the rectangle around the field',
        code: python`
          def field_area(corners):
              if len(corners) < 3:
                  return 0
              xs, ys = zip(*corners)
              return (max(xs) - min(xs)) * (max(ys) - min(ys))
        `,
      },
    ],
  },
];
