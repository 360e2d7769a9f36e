"""Packets without a database: the usual one, and the worst that a person can write."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from myeloma_journal.packets.contents.entries import (
    PrintedDay,
    PrintedEntry,
    PrintedRating,
)
from myeloma_journal.packets.contents.packet import PacketContents
from myeloma_journal.packets.contents.questions import OpenQuestion
from myeloma_journal.packets.contents.record import ContactRow, Fact
from myeloma_journal.packets.contents.symptoms import PrintedSeverity, SymptomRow
from myeloma_journal.packets.contents.treatment import (
    DiagnosisRow,
    LabRow,
    MedicationRow,
)
from myeloma_journal.platform.charts import Band, Point, draw
from myeloma_journal.treatment.timeline import TreatmentSpan, TreatmentTimeline

NONE, MILD, MODERATE, SEVERE = map(
    PrintedSeverity, range(4), ["none", "mild", "moderate", "severe"]
)

QUESTIONS = (
    OpenQuestion(
        1,
        "My fingers have gone numb and I drop things. Is it the treatment, and what "
        "can we change?",
        "Your own question",
    ),
    OpenQuestion(
        2,
        "Has my myeloma stopped responding to the drugs I take now?",
        "Change of treatment. Asked on October 27, not answered.",
        "Asked on October 27, not answered.",
    ),
    OpenQuestion(3, "Can my dose be changed if side effects get bad?", "Side effects"),
    OpenQuestion(4, "How much should I drink each day?", "Bones, kidneys, infection"),
    OpenQuestion(
        5,
        "How many weeks or months will this phase of treatment last?",
        "New treatment",
    ),
    OpenQuestion(6, "Is it safe for me to take a trip during treatment?", "Daily life"),
)

SYMPTOMS = (
    SymptomRow("Numb, tingling, or burning hands or feet", MODERATE, MODERATE, "New",
                "First on November 3. Mild on 11 days, moderate on November 21."),
    SymptomRow("Trouble sleeping", SEVERE, SEVERE, "Worse",
                "Severe on November 3, 10, 17, and 21."),
    SymptomRow("Tired or low energy", MODERATE, MILD, "Worse",
                "Was mild, now moderate on most days."),
    SymptomRow("Bone pain", MILD, MILD, "Better", "Was moderate, now mild."),
    SymptomRow("Feeling sick to the stomach", MILD, NONE, "Gone",
                "Last on October 30."),
)  # fmt: skip

DAYS = tuple(
    PrintedDay(
        date(2026, 11, day),
        (
            PrintedEntry(
                overall="all right" if day % 2 else "not great",
                ratings=(
                    PrintedRating("Tired or low energy", MODERATE if day % 3 else MILD),
                    PrintedRating("Trouble sleeping", SEVERE if day % 7 == 3 else MILD),
                ),
                measures=("Weight: 148 lb",) if day == 19 else (),
                note="Slept badly after dexamethasone." if day % 7 == 3 else "",
            ),
            *(
                [
                    PrintedEntry(
                        noticed_by="Anna, daughter",
                        late=date(2026, 11, 21),
                        note="Mom dropped a cup twice. She says it is nothing.",
                    )
                ]
                if day == 20
                else []
            ),
        ),
    )
    for day in (1, 2, 3, 4, 5, 8, 9, 10, 11, 12, 13, 16, 17, 18, 19, 20, 21)
)

BEGUN = "Aug 3, 2026"
MEDICATIONS = (
    MedicationRow(
        "Daratumumab", "1,800 mg shot under the skin, every 2 weeks", BEGUN, "myeloma"
    ),
    MedicationRow("Pomalidomide", "4 mg, days 1 to 21 of 28", BEGUN, "myeloma"),
    MedicationRow("Dexamethasone", "20 mg, once a week, Mondays", BEGUN, "myeloma"),
    MedicationRow("Zoledronic acid", "drip, every 3 months", "Jan 3, 2022", "bones"),
    MedicationRow("Acyclovir", "400 mg, twice a day", BEGUN, "to prevent shingles"),
    MedicationRow(
        "Aspirin (over the counter)", "81 mg, once a day", BEGUN, "to prevent clots"
    ),
    MedicationRow(
        "Acetaminophen (over the counter)", "500 mg, some nights", "Nov 9, 2026", "pain"
    ),
    MedicationRow("Vitamin D (supplement)", "1,000 units, once a day", "", "bones"),
)

LAB_TIMES = ("Nov 17, 2026", "Oct 20, 2026")


def on_days(*values):
    return dict(zip(LAB_TIMES, values, strict=True))


LABS = (
    LabRow("M protein in blood", on_days("0.8 g/dL", "1.1 g/dL"), ""),
    LabRow("Free kappa light chains", on_days("24.5 mg/L", "31.0 mg/L"), "3.3–19.4"),
    LabRow("Hemoglobin", on_days("10.9 g/dL", "11.4 g/dL"), "12.0–15.5"),
    LabRow("Creatinine", on_days("0.98 mg/dL", ""), "0.50–1.10"),
    LabRow("Immunofixation", on_days("seen", "seen"), "none"),
)

FACTS = (
    Fact(
        "Current treatment",
        "Daratumumab, pomalidomide, dexamethasone (DPd). Second line, since August 3, "
        "2026, cycle 4.",
        may_be_cut=True,
    ),
    Fact("Allergies", "Penicillin: rash, 1988", may_be_cut=True),
    Fact(
        "Medications changed",
        "New: acetaminophen, since November 9. Stopped: ondansetron, November 1.",
        may_be_cut=True,
    ),
    Fact("Whom to call", "Anna Lewis, 555-0119, any time"),
)

USUAL = PacketContents(
    title="Margaret Lewis: for the visit on November 24, 2026",
    foot="Margaret Lewis, born March 14, 1954. For the visit on November 24, 2026. "
    "Covers October 27 to November 21. Printed November 21, 2026 by Anna, daughter.",
    name="Margaret Lewis",
    born_on=date(1954, 3, 14),
    with_whom="Dr. Elena Ruiz",
    starts_at=datetime(2026, 11, 24, 10, 30),  # noqa: DTZ001 - as the clock there shows it
    first=date(2026, 10, 27),
    last=date(2026, 11, 21),
    heading="Changes since October 27",
    written_days=17,
    counted_days="Entries on 17 of the last 26 days.",
    top=QUESTIONS[:3],
    symptoms=SYMPTOMS,
    facts=FACTS,
    questions=QUESTIONS,
    days=DAYS,
    medications=MEDICATIONS,
    lab_times=LAB_TIMES,
    labs=LABS,
)

FIRST, LAST = date(2026, 10, 27), date(2026, 11, 21)
SLEEP = draw(
    [Point(date(2026, 11, n), n % 4, "mild") for n in (1, 2, 3, 9, 10)],
    name="Trouble sleeping",
    sentence="Trouble sleeping, October 27 to November 21: severe on November 3.",
    first=FIRST,
    last=LAST,
    levels=["None", "Mild", "Moderate", "Severe"],
    join_within=1,
)
M_PROTEIN = [
    Point(date(2026, 9, 20), Decimal("1.9"), "1.9"),
    Point(date(2026, 10, 20), Decimal("1.1"), "1.1"),
    Point(date(2026, 11, 17), Decimal("0.8"), "<0.8", "<"),
]
OF_A_YEAR = draw(
    M_PROTEIN,
    name="M protein in blood, g/dL",
    sentence="M protein in blood: 1.9 g/dL on September 20, 2026.",
    first=date(2026, 9, 20),
    last=LAST,
    unit="g/dL",
    low=Decimal("0.1"),
    high=Decimal(1),
    bands=[Band("DPd", date(2026, 10, 3))],
)
TIMELINE = TreatmentTimeline(
    draw(
        M_PROTEIN,
        name="Treatment and M protein in blood, g/dL",
        sentence="Line 1: VRd, 2024 to 2025. Line 2: DPd, since August 3, 2026.",
        first=date(2024, 1, 1),
        last=LAST,
        bands=[
            Band("1 VRd", date(2024, 1, 1), date(2025, 12, 31), date(2024, 12, 31)),
            Band("2 DPd", date(2026, 8, 3)),
        ],
        band_rows=True,
        width=480,
    ),
    (
        TreatmentSpan("2024 to 2025", "Line 1: VRd", "Induction", "Partial response"),
        TreatmentSpan("since August 3, 2026", "Line 2: DPd"),
    ),
    undrawn="12 g/L on October 1, 2026",
)
# The usual packet with every picture it may have.
PICTURED = replace(
    USUAL,
    symptom_charts=(SLEEP, SLEEP, SLEEP),
    lab_charts=(OF_A_YEAR, OF_A_YEAR),
    diagnosis=(
        DiagnosisRow("Type of myeloma", "IgG kappa"),
        DiagnosisRow("Bones", "left hip"),
    ),
    timeline=TIMELINE,
    contacts=(
        ContactRow("Nurse line", "questions, weekdays 8 to 5", "555-0142"),
        ContactRow("Dr. Elena Ruiz", "hematologist", "555-0140", "555-0187"),
    ),
)

LONG_QUESTION = (
    "When my hands and feet burn at night, which of the drugs is it? " * 8
)[:500]
LONG_QUESTIONS = tuple(
    OpenQuestion(n, LONG_QUESTION, "Side effects", "Asked on October 27, not answered.")
    for n in (1, 2, 3)
)
EXTREME = replace(
    USUAL,
    name="Dr. Maria-Theresia Alexandra Wolfeschlegelsteinhausenbergerdorff "
    "Oyelaran-Whitfield",
    with_whom="Professor Dr. Konstantinos Papadimitriou-Wojciechowska and the whole "
    "transplant team",
    top=LONG_QUESTIONS,
    questions=LONG_QUESTIONS,
    symptoms=tuple(
        SymptomRow(
            f"Numb, tingling, or burning hands or feet, number {n}, and a name as long "
            "as a name may be, to the last",
            SEVERE,
            MODERATE,
            "Worse",
            "Was mild, now moderate on most days.",
        )
        for n in range(12)
    ),
    facts=tuple(
        replace(fact, text=(f"{fact.text} " * 12)[: 400 if fact.may_be_cut else 200])
        for fact in FACTS
    ),
)
UNBROKEN = replace(
    EXTREME,
    name="W" * 100,
    with_whom="M" * 100,
    top=tuple(OpenQuestion(n, "W" * 500) for n in (1, 2, 3)),
)

# What real journals hold: numbers with their area code in both columns, long names,
# addresses without a space, another script, many charts, two authors on one day.
URL = "https://www.lakeside-cancer-center.example.org/myeloma-clinic/after-hours"
TELEPHONES = ("(555) 555-0142", "+1 (555) 555-0143", "+44 20 7946 0000")
REAL = replace(
    PICTURED,
    symptom_charts=(SLEEP,) * 5,
    lab_charts=(OF_A_YEAR,) * 9,
    contacts=(
        ContactRow(
            "Lakeside Cancer Center, myeloma nurse line",
            f"questions about treatment, {URL}",
            TELEPHONES[0],
            TELEPHONES[1],
        ),
        ContactRow("Dr. Łukasz Wójcik-Papadimitriou", "hematologist", *TELEPHONES[1:]),
        ContactRow("Anna Lewis", "daughter", TELEPHONES[2], TELEPHONES[0]),
        ContactRow("Ольга Щукина", "", "555-0142 ext. 12", "020 7946 0000"),
    ),
    facts=(
        *FACTS[:3],
        Fact("Whom to call", "Anna Lewis (daughter), +1 (555) 555-0119, any time"),
    ),
    medications=(
        *MEDICATIONS,
        MedicationRow(
            "Daratumumab and hyaluronidase-fihj (Darzalex Faspro)",
            "1,800 mg/30,000 units under the skin, every 4 weeks",
            BEGUN,
            URL,
        ),
        MedicationRow(
            "Sulfamethoxazole-trimethoprim (Bactrim DS)",
            "800 mg/160 mg, Mondays, Wednesdays and Fridays",
            BEGUN,
            "Pneumocystis jirovecii pneumonia prophylaxis",
        ),
        MedicationRow("Ciltacabtagene autoleucel", "once", "before 2025", "myeloma"),
    ),
    labs=(
        *LABS,
        LabRow(
            "Beta-2 microglobulin",
            on_days("3.4 mg/L", "288.8 nmol/L"),
            "0.8 to 2.2 mg/L",
        ),
        LabRow("Estimated GFR", on_days("71 mL/min/1.73 m²", ""), "60 or more"),
        LabRow("Platelets", on_days("210 × 10⁹/L", "198 × 10⁹/L"), "150–400"),
        LabRow("Kappa/lambda free light chain ratio", on_days("0.31", "1.65"), ""),
        LabRow("Lactate dehydrogenase", on_days("1,250 units/L", "240 U/L"), "135–225"),
    ),
)
