"""What stands under the teacher's slides: minutes, what to say, what goes on the board, what to do when nobody speaks."""
from __future__ import annotations

from collections.abc import Callable, Iterator

from generator.model.classroom import BoardColumn, Plan, PlanRow, Question, TeacherPart
from generator.view.lesson import LessonExhibit, LessonQuestion, TeacherLesson
from generator.view.papers.teaching_parts import evidence_in_words
from generator.view.slide_fit import sentences, slide_words

_PREFERRED = ("90", "120", "45", "180", "240")
"""Which plan the notes follow: the standard class where there is one."""
_STAGES = (
    (("阅读", "澄清"), "setting"), (("点评",), "points"), (("小结", "总结", "作业", "行动"), "ours"),
    (("对照",), "contrast"), (("引用",), "quote"),
)
"""Words of a stage without a question, and the slide that it goes with; others go with the group's task."""
_STUCK = "给一分钟各自写一句，再请两三位念出来；仍没有人开口，就用第一条追问，或请人先指一段材料。"
_OFF = "扯远了，就请他指出是哪一段；材料没有写的，记到黑板边上“要去问的”。"
Say = Callable[[str], str]


def notes_of(made: TeacherLesson) -> dict[str, str]:
    """The notes by the key of their slides (view/teaching_slides.py); every row of the plan stands under one at least."""
    return _Notes(made).all()


def main_plan(part: TeacherPart) -> Plan:
    """The plan that the notes follow."""
    return min(part.plans, key=lambda plan: _PREFERRED.index(plan.preset))


class _Notes:
    """The notes of one set of slides."""

    def __init__(self, made: TeacherLesson) -> None:
        self.lesson, self.part = made.lesson, made.teacher
        self.say: Say = lambda text: slide_words(made.desk.advice(text))
        home = made.desk.catalogue.book if made.desk.folder is None else made.desk.folder
        self.quote_ids = [sentence.id for sentence in home.teaching[self.lesson.id].student.quote_check]
        self.plan = main_plan(self.part)
        self.board = {column.id: column for column in self.part.board}
        self.numbers = {question.id: question.number for question in self.lesson.questions}
        self.rows: dict[str, list[PlanRow]] = {}
        for place, row in enumerate(self.plan.rows):
            for key in self._keys(place, row):
                self.rows.setdefault(key, []).append(row)

    def all(self) -> dict[str, str]:
        found = {
            "cover": self._cover(), "objectives": self._plain("objectives", "念一遍，说明哪几道题练哪一条。", *self._objectives()),
            "rules": self._plain("rules", "念一遍；请各组定好召集人、记录人、发言人。"),
            "setting": self._plain("setting", "只说谁来定、在哪里、什么时候，不说后来怎样。"),
            "choice": self._choice(), "task": self._plain("task", "念任务，说清几点交；巡看时只问一句：这一条凭哪一段？"),
            "quote": self._quotes(), "points": self._points(), "ours": self._ours(),
            "sources": self._plain("sources", "不念；有人要查，指给他看案例正文末尾。"),
        }
        if len(sentences(slide_words(self.lesson.notice))) > 1:
            found["notice"] = self._plain("notice", "念一遍，说清哪些是材料写的，哪些是编者写的。")
        if self.lesson.timeline:
            found["timeline"] = self._plain("timeline", "请学员照时间线说一遍经过；原文未注明时间的，不猜先后。")
        for exhibit in self.lesson.exhibits:
            found[f"exhibit-{exhibit.id}"] = self._exhibit(exhibit)
        if self.lesson.contrast:
            found["contrast"] = self._plain("contrast", "一处只讲一句，不比高低；请学员课后挑一处，照同样几栏写。")
        if self.part.theories:
            found["theories"] = self._theories()
        for question, shown in zip(self.part.questions, self.lesson.questions, strict=True):
            found[f"question-{question.id}"] = self._question(question, shown)
        return found

    def _keys(self, place: int, row: PlanRow) -> Iterator[str]:
        if row.question:
            yield f"question-{row.question}"
        elif place == 0:
            yield "cover"
        elif place < len(self.plan.rows) - 1:
            yield next((key for words, key in _STAGES if any(word in row.stage for word in words)), "task")
        if place == len(self.plan.rows) - 1:
            yield "ours"

    def _plain(self, key: str, saying: str, *more: str) -> str:
        return self._put(self._class(key, saying), *more)

    def _put(self, *parts: str) -> str:
        return "\n".join(part for part in parts if part)

    def _class(self, key: str, saying: str = "", stuck: str = "") -> str:
        """Minutes, what to say, the board, what to do when nobody speaks: from the plan, else our own words."""
        rows = self.rows.get(key, [])
        lines = [self._row(row) for row in rows]
        if not rows:
            lines.append("【时间】计入前后环节，不另计。")
        if saying:
            lines.append(f"【怎么说】{saying}")
        if not any(row.board for row in rows):
            lines.append("【板书】不另写。")
        if not any(row.if_stuck for row in rows):
            lines.append(f"【冷场怎么办】{stuck or _OFF}")
        return "\n".join(lines)

    def _row(self, row: PlanRow) -> str:
        say = self.say
        lines = [
            f"【时间】{row.minutes} 分钟（{self.plan.preset} 分钟的课，{row.stage}：{say(row.activity)}）",
            f"【教师】{say(row.teacher)}", f"【学员】{say(row.learner)}",
        ]
        if row.board:
            lines.append(f"【板书】{self._column(self.board[row.board])}")
        if row.if_stuck:
            lines.append(f"【冷场怎么办】{say(row.if_stuck)}")
        return "\n".join(lines)

    def _column(self, column: BoardColumn) -> str:
        return f"{self.say(column.heading)}：{' / '.join(map(self.say, column.items))}"

    def _cover(self) -> str:
        times = "，".join(f"{row.stage} {row.minutes}" for row in self.plan.rows)
        other = "、".join(plan.preset for plan in self.part.plans if plan is not self.plan)
        more = f"另有 {other} 分钟的计划，见 02 案例使用说明和 06 流程卡。" if other else ""
        return self._put(
            "教师用。备注都是编者为教学写的；数字照原文，出处见案例正文。",
            f"【全课 {self.plan.preset} 分钟】{times}。{more}", f"【开场白】{self.say(self.part.opening)}", self._class("cover"),
        )

    def _objectives(self) -> list[str]:
        return [
            f"{objective.kind}：第 {'、'.join(str(self.numbers[one.id]) for one in self.part.questions if objective.id in one.objectives)} 题"
            for objective in self.part.objectives
        ]

    def _choice(self) -> str:
        issues = [f"{number}. {self.say(issue)}" for number, issue in enumerate(self.part.issues, 1)]
        return self._plain("choice", "念一遍，先举手表态，记下人数，不问理由；下课前再举一次。", "【争点（不投影）】", *issues)

    def _exhibit(self, exhibit: LessonExhibit) -> str:
        rows = [
            f"{row.what}：{row.stated}" + (f"（{row.value}）" if row.computed else "")
            + "".join(f"，{word}" for word in (row.scope, row.as_of) if word) + f"。{row.where}。"
            for row in exhibit.rows
        ]
        note = f"【读图要注意】{slide_words(exhibit.note)}" if exhibit.note else ""
        return self._plain(f"exhibit-{exhibit.id}", "请一位说出每个数数的是什么、哪里的；能不能放在一起，问大家。", note, "【各数】", *rows)

    def _question(self, question: Question, shown: LessonQuestion) -> str:
        say = self.say
        points = []
        for number, point in enumerate(question.answer_points, 1):
            points.append(f"{number}. {say(point.point)}（{evidence_in_words(self.lesson, point.evidence)}）")
            if point.rival:
                points.append(f"　相反的看法：{say(point.rival)}")
        key = f"question-{question.id}"
        planned = f"念题，不解释；约 {shown.minutes} 分钟。"
        about = planned if key in self.rows else f"{self.plan.preset} 分钟的课没有排这一题，可以留作课后；要讲，约 {shown.minutes} 分钟。"
        return self._put(
            self._class(key, about, _STUCK),
            "【追问】" if question.probes else "", *(f"· {say(probe)}" for probe in question.probes),
            "【答题要点（不投影）】", *points,
            "【常见的偏差】" if question.common_errors else "", *(f"· {say(error)}" for error in question.common_errors),
        )

    def _quotes(self) -> str:
        answers = {answer.id: answer for answer in self.part.quote_answers}
        lines = []
        for number, name in enumerate(self.quote_ids, 1):
            answer = answers[name]
            better = f"可以写成：{self.say(answer.better)}" if answer.better else ""
            lines.append(f"{number}. {answer.verdict}。{self.say(answer.why)}{better}")
        return self._plain("quote", "一句一举手，先问为什么，再翻到正文对；不讲的留作课后。", "【答案（不投影）】", *lines)

    def _theories(self) -> str:
        lines = [f"{theory.name}：{self.say(theory.application)}" for theory in self.part.theories]
        return self._plain("theories", "讨论完再放；每样工具只用来看今天吵过的一件事。", "【怎样用到这个案例】", *lines)

    def _points(self) -> str:
        steps = [f"{number}. {self.say(step)}" for number, step in enumerate(self.part.analysis, 1)]
        return self._plain("points", "用学员说过的话来讲，讲到谁说的就点谁；没有人说到的，最后补。", "【分析思路】", *steps)

    def _ours(self) -> str:
        said = self.lesson_end()
        return self._plain("ours", "发“放到我们这里”，各人先写第一问。", f"【结束语】{self.say(self.part.closing)}", said)

    def lesson_end(self) -> str:
        """What became of it, where the record tells."""
        return f"【后续】{self.say(self.part.epilogue)}" if self.part.epilogue else "【后续】资料止于此。"
