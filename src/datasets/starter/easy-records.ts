import { asserts, python, type StarterEntry } from './task';

/** Lists, dictionaries and numbers that stand for something. */
export const easyRecords: StarterEntry[] = [
  {
    id: 'starter/17',
    title: 'Two shelves into one',
    prompt:
      'Write a function that takes two stocks, each a dictionary from article to count, and returns one with the counts added up. Articles of which none are left are not in the result. The given dictionaries must stay as they were.',
    tests: asserts`
      assert merge_stock({"nut": 4}, {"nut": 1, "bolt": 2}) == {"nut": 5, "bolt": 2}
      assert merge_stock({"nut": 3, "bolt": 1}, {"nut": -3}) == {"bolt": 1}
      assert merge_stock({}, {"nut": 0}) == {}
      assert (lambda shelf: (merge_stock(shelf, {"nut": 1}), shelf))({"nut": 1}) == ({"nut": 2}, {"nut": 1})
    `,
    reference: python`
      def merge_stock(one, other):
          articles = [*one, *(article for article in other if article not in one)]
          total = {article: one.get(article, 0) + other.get(article, 0) for article in articles}
          return {article: count for article, count in total.items() if count != 0}
    `,
    wrong: [
      {
        flaw: 'adds into the first dictionary',
        code: python`
          def merge_stock(one, other):
              for article, count in other.items():
                  one[article] = one.get(article, 0) + count
                  if one[article] == 0:
                      del one[article]
              return one
        `,
      },
      {
        flaw: 'lets the second stock replace the first',
        code: python`
          def merge_stock(one, other):
              merged = {**one, **other}
              return {article: count for article, count in merged.items() if count > 0}
        `,
      },
    ],
  },
  {
    id: 'starter/18',
    title: 'The longest dry spell',
    prompt:
      'Write a function that takes the millimetres of rain of each day and returns the longest run of days without rain, as a tuple of the index of its first day and its length. Of runs equally long it is the earliest; where it rained every day it is (0, 0).',
    tests: asserts`
      assert dry_spell([3, 0, 0, 5, 0]) == (1, 2)
      assert dry_spell([0, 2, 1, 0, 0, 0]) == (3, 3)
      assert dry_spell([0, 0, 4, 0, 0]) == (0, 2)
      assert dry_spell([1, 2]) == (0, 0)
    `,
    reference: python`
      def dry_spell(rain):
          best, start = (0, 0), 0
          for day, amount in enumerate(rain):
              if amount > 0:
                  start = day + 1
              elif day - start + 1 > best[1]:
                  best = (start, day - start + 1)
          return best
    `,
    wrong: [
      {
        flaw: 'forgets a spell that lasts until the end',
        code: python`
          def dry_spell(rain):
              best, length = (0, 0), 0
              for day, amount in enumerate(rain):
                  if amount == 0:
                      length += 1
                  else:
                      if length > best[1]:
                          best = (day - length, length)
                      length = 0
              return best
        `,
      },
      {
        flaw: 'returns the latest of equal spells',
        code: python`
          def dry_spell(rain):
              best, length = (0, 0), 0
              for day, amount in enumerate(rain):
                  length = length + 1 if amount == 0 else 0
                  if length and length >= best[1]:
                      best = (day - length + 1, length)
              return best
        `,
      },
    ],
  },
  {
    id: 'starter/19',
    title: 'Traffic light',
    prompt:
      'A traffic light is green for 30 seconds, then yellow for 5, then red for 25, and so on. Write a function that takes the colour that has just come on and a number of seconds, and returns the colour after that time.',
    tests: asserts`
      assert light_after("green", 10) == "green"
      assert light_after("green", 30) == "yellow"
      assert light_after("red", 24) == "red"
      assert light_after("yellow", 65) == "red"
    `,
    reference: python`
      def light_after(colour, seconds):
          second = ({"green": 0, "yellow": 30, "red": 35}[colour] + seconds) % 60
          return "green" if second < 30 else "yellow" if second < 35 else "red"
    `,
    wrong: [
      {
        flaw: 'changes a second late',
        code: python`
          def light_after(colour, seconds):
              lengths = {"green": 30, "yellow": 5, "red": 25}
              following = {"green": "yellow", "yellow": "red", "red": "green"}
              while seconds > lengths[colour]:
                  seconds -= lengths[colour]
                  colour = following[colour]
              return colour
        `,
      },
      {
        flaw: 'always starts with green',
        code: python`
          def light_after(colour, seconds):
              second = seconds % 60
              if second < 30:
                  return "green"
              return "yellow" if second < 35 else "red"
        `,
      },
    ],
  },
  {
    id: 'starter/20',
    title: 'Where the seesaw balances',
    prompt:
      'Write a function that takes a list of (x, y, weight) and returns the point (x, y) at which these weights balance, each coordinate being the mean of the positions weighted by their weights. Without any weight it returns None.',
    tests: asserts`
      assert balance_point([(0, 0, 1), (4, 2, 1)]) == (2, 1)
      assert balance_point([(0, 0, 3), (4, 8, 1)]) == (1, 2)
      assert balance_point([(0, 1, 1), (1, 1, 1)]) == (0.5, 1)
      assert balance_point([]) is None
      assert balance_point([(5, 5, 0)]) is None
    `,
    reference: python`
      def balance_point(weights):
          total = sum(weight for _, _, weight in weights)
          if total == 0:
              return None
          return (
              sum(x * weight for x, _, weight in weights) / total,
              sum(y * weight for _, y, weight in weights) / total,
          )
    `,
    wrong: [
      {
        flaw: 'leaves the weights out',
        code: python`
          def balance_point(weights):
              if not weights:
                  return None
              n = len(weights)
              return sum(x for x, y, w in weights) / n, sum(y for x, y, w in weights) / n
        `,
      },
      {
        flaw: 'divides to whole numbers',
        code: python`
          def balance_point(weights):
              total = sum(w for x, y, w in weights)
              if not total:
                  return None
              return sum(x * w for x, y, w in weights) // total, sum(y * w for x, y, w in weights) // total
        `,
      },
    ],
  },
  {
    id: 'starter/21',
    title: 'Switches',
    prompt:
      'A device stores its switches in one number: the lowest bit belongs to the first name, the next to the second, and so on. Write a function that takes the number and the list of names and returns the names of the switches that are on, in the order of the list. Bits without a name are ignored.',
    tests: asserts`
      assert switches_on(1, ["fan", "lamp", "pump"]) == ["fan"]
      assert switches_on(6, ["fan", "lamp", "pump"]) == ["lamp", "pump"]
      assert switches_on(9, ["fan", "lamp"]) == ["fan"]
      assert switches_on(0, ["fan"]) == []
    `,
    reference: python`
      def switches_on(state, names):
          return [name for bit, name in enumerate(names) if state >> bit & 1]
    `,
    wrong: [
      {
        flaw: 'reads the bits from the other end',
        code: python`
          def switches_on(state, names):
              bits = bin(state)[2:].zfill(len(names))
              return [name for name, bit in zip(names, bits) if bit == "1"]
        `,
      },
      {
        flaw: 'fails on bits without a name',
        code: python`
          def switches_on(state, names):
              result = []
              bit = 0
              while state:
                  if state & 1:
                      result.append(names[bit])
                  state >>= 1
                  bit += 1
              return result
        `,
      },
    ],
  },
  {
    id: 'starter/22',
    title: 'Medal table',
    prompt:
      'Write a function that takes a list of (country, medal) with medal "gold", "silver" or "bronze", and returns the countries ranked by gold medals, then silver, then bronze, all descending; countries with equal medals stand in alphabetical order.',
    tests: asserts`
      assert medal_table([("Peru", "silver"), ("Fiji", "gold")]) == ["Fiji", "Peru"]
      assert medal_table([("Mali", "bronze"), ("Chad", "bronze")]) == ["Chad", "Mali"]
      assert medal_table([("Iran", "silver"), ("Iran", "silver"), ("Cuba", "gold")]) == ["Cuba", "Iran"]
      assert medal_table([]) == []
    `,
    reference: python`
      def medal_table(results):
          kinds = ["gold", "silver", "bronze"]
          counts = {}
          for country, medal in results:
              counts.setdefault(country, [0, 0, 0])[kinds.index(medal)] += 1
          return sorted(counts, key=lambda country: ([-count for count in counts[country]], country))
    `,
    wrong: [
      {
        flaw: 'counts medals of any kind',
        code: python`
          from collections import Counter

          def medal_table(results):
              counts = Counter(country for country, _ in results)
              return sorted(counts, key=lambda country: (-counts[country], country))
        `,
      },
      {
        flaw: 'puts equal countries in reverse order',
        code: python`
          def medal_table(results):
              counts = {}
              for country, medal in results:
                  row = counts.setdefault(country, {"gold": 0, "silver": 0, "bronze": 0})
                  row[medal] += 1
              def rank(country):
                  row = counts[country]
                  return (row["gold"], row["silver"], row["bronze"], country)
              return sorted(counts, key=rank, reverse=True)
        `,
      },
    ],
  },
];
