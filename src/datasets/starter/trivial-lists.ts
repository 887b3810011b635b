import { asserts, python, type StarterEntry } from './task';

/** Short strings and lists, with the empty ones among them. */
export const trivialLists: StarterEntry[] = [
  {
    id: 'starter/6',
    title: 'Name badge',
    prompt:
      'Write a function that takes a first name and a last name and returns what stands on a badge: the last name, a comma, a space and the initial of the first name with a dot. Where there is no first name, the badge shows the last name only.',
    tests: asserts`
      assert badge("Grace", "Hopper") == "Hopper, G."
      assert badge("alan", "Turing") == "Turing, A."
      assert badge("", "Plato") == "Plato"
    `,
    reference: python`
      def badge(first, last):
          return f"{last}, {first[0].upper()}." if first else last
    `,
    wrong: [
      {
        flaw: 'fails where there is no first name',
        code: python`
          def badge(first, last):
              return last + ", " + first[0].upper() + "."
        `,
      },
      {
        flaw: 'leaves the initial as it is written',
        code: python`
          def badge(first, last):
              if not first:
                  return last
              return f"{last}, {first[0]}."
        `,
      },
    ],
  },
  {
    id: 'starter/7',
    title: 'The latest reading',
    prompt:
      'A sensor writes a number each minute, or None where it failed. Write a function that takes the list of readings and returns the latest one that is a number, or None if there is none.',
    tests: asserts`
      assert latest([3, None, 7, None]) == 7
      assert latest([5, 0, None]) == 0
      assert latest([]) is None
      assert latest([None, None]) is None
    `,
    reference: python`
      def latest(readings):
          for reading in reversed(readings):
              if reading is not None:
                  return reading
          return None
    `,
    wrong: [
      {
        flaw: 'takes 0 for a failure',
        code: python`
          def latest(readings):
              for reading in readings[::-1]:
                  if reading:
                      return reading
              return None
        `,
      },
      {
        flaw: 'returns the first reading, not the latest',
        code: python`
          def latest(readings):
              for reading in readings:
                  if reading is not None:
                      return reading
        `,
      },
    ],
  },
  {
    id: 'starter/8',
    title: 'A sandwich',
    prompt:
      'Write a function that takes a list of fillings and a kind of bread and returns a new list with the bread before and after the fillings. The given list must stay as it was.',
    tests: asserts`
      assert sandwich(["cheese", "tomato"], "rye") == ["rye", "cheese", "tomato", "rye"]
      assert sandwich([], "toast") == ["toast", "toast"]
      assert (lambda filling: (sandwich(filling, "rye"), filling))(["egg"]) == (["rye", "egg", "rye"], ["egg"])
    `,
    reference: python`
      def sandwich(fillings, bread):
          return [bread, *fillings, bread]
    `,
    wrong: [
      {
        flaw: 'changes the list it was given',
        code: python`
          def sandwich(fillings, bread):
              fillings.insert(0, bread)
              fillings.append(bread)
              return fillings
        `,
      },
      {
        flaw: 'makes nothing where there is no filling',
        code: python`
          def sandwich(fillings, bread):
              if not fillings:
                  return []
              return [bread] + fillings + [bread]
        `,
      },
    ],
  },
  {
    id: 'starter/9',
    title: 'A masked card number',
    prompt:
      'Write a function that takes a card number as a string and returns it with every character but the last four replaced by "*". A number of four characters or fewer is masked as a whole.',
    tests: asserts`
      assert mask("4929123456781234") == "************1234"
      assert mask("12345") == "*2345"
      assert mask("1234") == "****"
      assert mask("") == ""
    `,
    reference: python`
      def mask(number):
          if len(number) <= 4:
              return "*" * len(number)
          return "*" * (len(number) - 4) + number[-4:]
    `,
    wrong: [
      {
        flaw: 'shows a short number',
        code: python`
          def mask(number):
              return "*" * (len(number) - 4) + number[-4:]
        `,
      },
      {
        flaw: 'always writes twelve stars',
        code: python`
          def mask(number):
              if len(number) <= 4:
                  return "*" * len(number)
              return "*" * 12 + number[-4:]
        `,
      },
    ],
  },
  {
    id: 'starter/10',
    title: 'Fence posts',
    prompt:
      'Write a function that takes the positions of fence posts along a road, in any order, and returns the distances between neighbouring posts, from the first post along the road to the last.',
    tests: asserts`
      assert post_gaps([0, 4, 9]) == [4, 5]
      assert post_gaps([9, 0, 4]) == [4, 5]
      assert post_gaps([7]) == []
      assert post_gaps([]) == []
    `,
    reference: python`
      def post_gaps(posts):
          posts = sorted(posts)
          return [b - a for a, b in zip(posts, posts[1:])]
    `,
    wrong: [
      {
        flaw: 'expects the posts in order',
        code: python`
          def post_gaps(posts):
              return [b - a for a, b in zip(posts, posts[1:])]
        `,
      },
      {
        flaw: 'looks one post beyond the last',
        code: python`
          def post_gaps(posts):
              posts = sorted(posts)
              return [posts[i + 1] - posts[i] for i in range(len(posts))]
        `,
      },
    ],
  },
];
