"""The runner must notice what differs: a runner that passes everything would pass here, too."""

import unittest

import expectation
import story


def met(expected, actual, bound=None):
    return expectation.is_met(expected, actual, {} if bound is None else bound)


class Expectation(unittest.TestCase):
    def test_equal_lines_fit(self):
        self.assertTrue(met(["a.b", "c"], ["a.b", "c"]))

    def test_a_dot_is_no_wildcard(self):
        self.assertFalse(met(["a.b"], ["axb"]))

    def test_a_missing_line_is_noticed(self):
        self.assertFalse(met(["a", "b"], ["a"]))

    def test_a_line_too_many_is_noticed(self):
        self.assertFalse(met(["a"], ["a", "b"]))

    def test_no_output_is_not_an_empty_line(self):
        self.assertFalse(met([""], []))

    def test_a_missing_line_end_is_noticed(self):
        self.assertFalse(met(["a"], expectation.lines_of("a")))

    def test_times_fit_their_placeholder(self):
        self.assertTrue(met(["in {time}."], ["in 1.2 s."]))
        self.assertFalse(met(["in {time}."], ["in no time."]))

    def test_a_bound_id_must_stay_the_same(self):
        bound = {}
        self.assertTrue(met(["{id:a}"], ["0123456789ab"], bound))
        self.assertFalse(met(["{id:a}"], ["ba9876543210"], bound))

    def test_one_name_twice_in_a_line_is_one_value(self):
        self.assertTrue(met(["{id:a} {id:a}"], ["0123456789ab 0123456789ab"]))
        self.assertFalse(met(["{id:a} {id:a}"], ["0123456789ab ba9876543210"]))

    def test_braces_of_json_are_themselves(self):
        self.assertTrue(met(['{"id": {}}'], ['{"id": {}}']))

    def test_a_name_without_a_value_cannot_be_put_into_a_command(self):
        with self.assertRaises(KeyError):
            expectation.substitute("migrate show {id:nobody}", {})

    def test_an_update_keeps_the_placeholders_that_fit(self):
        lines = expectation.renewed(["{id:a} done in {time}", "gone"],
                                    ["0123456789ab done in 3 ms", "new in 4 ms"], {})
        self.assertEqual(lines, ["{id:a} done in {time}", "new in {time}"])

    def test_an_update_writes_what_is_bound_by_its_name(self):
        self.assertEqual(expectation.renewed([], ["at 0123456789ab"], {"a": "0123456789ab"}),
                         ["at {id:a}"])


class Story(unittest.TestCase):
    TEXT = "\n".join(
        ["Shown", "--- env A=b", "--- file a.sql", "-- x", "", "--- run", "# remark", "$ cat",
         "> more", "| out", "|", "! err", "= 2", "", "$ true", ""])

    def test_is_written_as_it_was_read(self):
        self.assertEqual(story.write(*story.parse(self.TEXT, "s")), self.TEXT)

    def test_knows_the_lines_of_a_command(self):
        command = story.parse(self.TEXT, "s")[1][2].commands[0]
        self.assertEqual((command.script(), command.stdout, command.stderr, command.code),
                         ("cat\nmore", ["out", ""], ["err"], 2))

    def test_refuses_a_line_that_is_none(self):
        for bad in ["--- run\n| out", "--- run\n$ x\n? y", "--- run\n$x", "--- env A=b\nx"]:
            with self.assertRaises(story.StoryError):
                story.parse("T\n" + bad, "s")

    def test_refuses_a_story_without_a_command(self):
        with self.assertRaises(story.StoryError):
            story.parse("T\n--- run\n", "s")


if __name__ == "__main__":
    unittest.main()
