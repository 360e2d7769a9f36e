"""What the table of symptoms and warning signs is expected to say."""

# Signs by how severe a symptom is, when nothing else was answered: those that are
# shown, and after the bar those that are asked about. What is not listed says nothing;
# on a treatment only what differs is listed. Each has the contexts that hold.
TABLE = {
    "no treatment": (
        "",
        """
bone-pain 3: - | fracture
back-pain 2: - | spine spine-pain
back-pain 3: - | spine fracture spine-pain
neuropathy 23: - | neuropathy
muscle-weakness 23: - | spine
fever-chills 1: - | fever
fever-chills 2: - | sepsis fever shaking
fever-chills 3: shaking | sepsis fever
infection-signs 123: - | sepsis fever infection-unwell
cough 2: - | fever infection-unwell
cough 3: - | chest-breath bleeding fever infection-unwell
breathlessness 2: - | chest-breath infection-unwell leg-clot
breathlessness 3: chest-breath | infection-unwell leg-clot
nausea 3: - | vomiting
vomiting 2: - | bleeding bowel-block vomiting
vomiting 3: vomiting | bleeding bowel-block
diarrhea 2: - | bleeding diarrhea
diarrhea 3: diarrhea | bleeding no-urine
constipation 3: - | bowel-block calcium
appetite-loss 3: - | calcium jaundice
mouth-sores 2: - | fever
mouth-sores 3: - | fever vomiting rash
heartburn 3: - | chest-breath bleeding
restless-irritable 3: - | mood-crisis
low-mood 23: - | mood-crisis
worry 3: - | mood-crisis
brain-fog 3: - | confusion calcium
confusion-speech 123: confusion | sepsis stroke
dizziness 3: - | bleeding faint
headache 3: - | stroke confusion thick-blood
rash-itch 23: - | allergic rash jaundice
nail-skin-peel 3: - | rash
swelling 23: - | chest-breath leg-clot
bleeding-bruising 12: - | bleeding
bleeding-bruising 3: bleeding | head-injury
heartbeat 2: - | chest-breath faint
heartbeat 3: faint | chest-breath
thirst-urination 2: - | calcium
thirst-urination 3: - | no-urine calcium
eye-problems 2: - | eye
eye-problems 3: - | stroke eye
infusion-reaction 1: - | allergic fever
infusion-reaction 2: - | allergic fever shaking
infusion-reaction 3: allergic | fever shaking
injection-site 3: - | infection-unwell
jaw-problem 123: jaw | -
""",
    ),
    "watch weeks": (
        "watch-weeks bispecific",
        """
muscle-weakness 23: - | spine icans
fever-chills 1: crs | fever
fever-chills 2: crs | sepsis fever shaking
fever-chills 3: shaking crs | sepsis fever
breathlessness 1: crs | -
breathlessness 2: crs | chest-breath infection-unwell leg-clot
breathlessness 3: chest-breath crs | infection-unwell leg-clot
restless-irritable 2: - | icans
restless-irritable 3: - | icans mood-crisis
brain-fog 12: - | icans
brain-fog 3: - | icans confusion calcium
confusion-speech 123: icans confusion | sepsis stroke
movement-change 123: - | icans
dizziness 2: crs | -
dizziness 3: crs | bleeding faint
headache 12: - | icans
headache 3: crs | stroke icans confusion thick-blood
heartbeat 1: crs | -
heartbeat 2: crs | chest-breath faint
heartbeat 3: faint crs | chest-breath
infusion-reaction 1: crs | allergic fever
infusion-reaction 2: crs | allergic fever shaking
infusion-reaction 3: allergic crs | fever shaking
""",
    ),
    "belantamab": (
        "belantamab",
        """
eye-problems 1: - | eye-belantamab
eye-problems 2: - | eye eye-belantamab
eye-problems 3: eye-belantamab | stroke eye
""",
    ),
    "carfilzomib": (
        "carfilzomib",
        """
breathlessness 1: - | heart-failure
breathlessness 2: - | chest-breath infection-unwell leg-clot heart-failure
breathlessness 3: chest-breath | infection-unwell leg-clot heart-failure
swelling 1: - | heart-failure
swelling 23: - | chest-breath leg-clot heart-failure
""",
    ),
    "steroid": (
        "steroid",
        """
thirst-urination 2: - | calcium high-sugar
thirst-urination 3: - | no-urine calcium high-sugar
""",
    ),
    "first week": (
        "first-week",
        """
muscle-cramps 23: - | tumor-lysis
heartbeat 1: - | tumor-lysis
heartbeat 2: - | chest-breath faint tumor-lysis
heartbeat 3: faint | chest-breath tumor-lysis
""",
    ),
}

# For each condition answers in which it holds and, after the slash, others in which it
# does not: an answer, "+" a context, "~" a symptom that was moderate the day before.
EXAMPLES = """
temperature-fever-is: +fever
temperature-low-temp-is: +low-temperature
temperature-crs-is: +temperature-38 +watch-weeks
  / +temperature-38
temperature-sepsis-may: +low-temperature
bone-pain-fracture-is: no_weight=yes
  / started=slowly
bone-pain-spine-may: where=neck
  / where=leg
bone-pain-chest-breath-may: where=ribs-or-chest
  / where=hip
back-pain-spine-pain-is: new_or_changed=yes
back-pain-spine-pain-may:
  / new_or_changed=no
neuropathy-neuropathy-is: new_or_worse=yes
  / new_or_worse=no
neuropathy-spine-may: new_or_worse=yes where=toes-or-feet
  / where=toes-or-feet
neuropathy-stroke-may: new_or_worse=yes where=one-side-only
  / new_or_worse=yes where=both-sides
neuropathy-neuropathy-may:
  / new_or_worse=no
muscle-weakness-spine-is: where=legs started=in-the-last-days
  / where=legs started=slowly
muscle-weakness-stroke-is: where=one-side started=suddenly
  / where=one-side
muscle-weakness-stroke-may: new_or_worse=yes
muscle-weakness-icans-may: +watch-weeks
muscle-cramps-tumor-lysis-is: +first-week ~heartbeat
  / +first-week
muscle-cramps-tumor-lysis-may: +first-week
fever-chills-fever-is: +fever
fever-chills-crs-is: +watch-weeks
fever-chills-fever-may:
  / +temperature
infection-signs-infection-unwell-is: which=burning-when-i-pee
  / which=sore-throat
cough-bleeding-is: mucus=with-blood
  / mucus=clear
cough-infection-unwell-is: mucus=yellow-or-green new_or_worse=yes
  / mucus=yellow-or-green
cough-bleeding-may:
  / mucus=clear
cough-infection-unwell-may:
  / new_or_worse=no
breathlessness-chest-breath-is-1:
  / new_or_worse=no
breathlessness-chest-breath-is-2: when=at-rest new_or_worse=yes
  / when=at-rest
breathlessness-heart-failure-is: +carfilzomib when=lying-down new_or_worse=yes
  / when=lying-down new_or_worse=yes
breathlessness-crs-is: +watch-weeks
breathlessness-heart-failure-may: +carfilzomib
breathlessness-allergic-may: +drug-yesterday
breathlessness-chest-breath-may-2: started=suddenly
nausea-calcium-is: ~thirst-urination:urine=more-than-usual ~constipation
  / ~thirst-urination ~constipation
vomiting-vomiting-is-1:
  / kept_fluids_down=yes
vomiting-vomiting-is-2: kept_fluids_down=no hours=12
  / kept_fluids_down=no hours=11
vomiting-bleeding-is: blood=yes
  / blood=no
vomiting-bleeding-may:
  / blood=no
diarrhea-diarrhea-is-1: times=4
  / times=3
diarrhea-diarrhea-is-2:
  / times=3
diarrhea-diarrhea-is-3: +car-t ~diarrhea
  / +car-t
diarrhea-bleeding-is: blood=yes
  / blood=no
diarrhea-bleeding-may:
  / blood=no
constipation-calcium-is: ~thirst-urination:urine=more-than-usual ~brain-fog
  / ~thirst-urination:urine=more-than-usual
constipation-bowel-block-may-2: days_without=3
  / days_without=2
constipation-spine-may: new_or_worse=yes
appetite-loss-calcium-is: ~thirst-urination:urine=more-than-usual ~constipation
  / ~constipation
restless-irritable-icans-may: +watch-weeks
brain-fog-calcium-is: ~thirst-urination:urine=more-than-usual ~constipation
  / ~constipation
brain-fog-stroke-may: new_or_worse=yes
brain-fog-icans-may: +watch-weeks
confusion-speech-confusion-is: what=seizure
  / what=shaky-handwriting
confusion-speech-icans-is: +bispecific
  / +bispecific new_or_worse=no
confusion-speech-calcium-is: ~thirst-urination:urine=more-than-usual ~constipation
  / ~constipation
confusion-speech-stroke-may:
  / new_or_worse=no
confusion-speech-sepsis-may:
  / new_or_worse=no
confusion-speech-confusion-may: what=shaky-handwriting
  / what=mixed-up
movement-change-cart-movement-is: +car-t
  / +car-t new_or_worse=no
movement-change-icans-is: +car-t +watch-weeks
  / +car-t
movement-change-icans-may: +bispecific
movement-change-stroke-may: new_or_worse=yes
dizziness-faint-is: fainted=yes
  / fell=yes
dizziness-crs-is: +watch-weeks
dizziness-head-injury-may: fell=yes
  / fell=no
dizziness-stroke-may: new_or_worse=yes
headache-stroke-is: started=suddenly
  / started=slowly
headache-thick-blood-is: ~eye-problems:what=blurred ~bleeding-bruising:where=nose
  / ~eye-problems:what=blurred
headache-crs-is: +watch-weeks
headache-head-injury-may: new_or_worse=yes
headache-icans-may: +watch-weeks
rash-itch-rash-is: painful=yes
  / blisters=no
rash-itch-rash-may:
  / blisters=no
swelling-leg-clot-is: sides=one-side
  / sides=one-side new_or_worse=no
swelling-allergic-is: sides=face started=suddenly
  / sides=face
swelling-heart-failure-is: +carfilzomib sides=both-sides new_or_worse=yes
  / sides=both-sides new_or_worse=yes
swelling-allergic-may: sides=face
swelling-leg-clot-may:
  / sides=both-sides
swelling-heart-failure-may: +carfilzomib
bleeding-bruising-bleeding-is-1: where=stool
  / where=gums
bleeding-bruising-bleeding-is-2: where=nose
  / where=skin
bleeding-bruising-small-bleeds-is: new_or_worse=yes
  / new_or_worse=no
bleeding-bruising-thick-blood-is: where=gums ~headache ~eye-problems:what=blurred
  / ~headache ~eye-problems:what=blurred
bleeding-bruising-thick-blood-may: where=nose
  / where=skin
heartbeat-crs-is: +watch-weeks
heartbeat-tumor-lysis-is: +first-week ~thirst-urination:urine=less-than-usual
  / +first-week ~thirst-urination
heartbeat-tumor-lysis-may: +first-week
thirst-urination-no-urine-is: urine=almost-none
  / urine=less-than-usual
thirst-urination-calcium-is: urine=more-than-usual ~constipation ~nausea
  / urine=more-than-usual ~nausea
thirst-urination-high-sugar-is: +steroid urine=more-than-usual new_or_worse=yes
  / +steroid urine=more-than-usual new_or_worse=yes ~constipation ~nausea
thirst-urination-tumor-lysis-is: +first-week ~heartbeat ~muscle-cramps
  / +first-week ~heartbeat
thirst-urination-calcium-may: urine=more-than-usual
  / urine=about-the-same
thirst-urination-high-sugar-may: +steroid
thirst-urination-no-urine-may-1: urine=less-than-usual
  / urine=about-the-same
thirst-urination-no-urine-may-2:
  / urine=about-the-same
thirst-urination-sepsis-may: urine=almost-none
eye-problems-eye-is-1: started=suddenly
  / started=slowly
eye-problems-eye-is-2: what=sore
  / what=blurred
eye-problems-eye-belantamab-is-1: +belantamab new_or_worse=yes
  / +belantamab new_or_worse=yes started=suddenly
eye-problems-eye-belantamab-is-2: +belantamab
  / +belantamab what=sore
eye-problems-eye-belantamab-may: +belantamab
  / +belantamab started=suddenly
eye-problems-thick-blood-is: what=blurred ~headache ~bleeding-bruising:where=gums
  / what=sore ~headache ~bleeding-bruising:where=gums
eye-problems-thick-blood-may: what=blurred
  / what=sore
eye-problems-high-sugar-may: +steroid what=blurred
  / +steroid
infusion-reaction-allergic-is-1: what=face-swells
  / what=hives
infusion-reaction-crs-is: +car-t
jaw-problem-chest-breath-may: started=suddenly
"""
