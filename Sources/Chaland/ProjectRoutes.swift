import Projects
import Shell

/// The routes of shared projects, one list for each part.
let projectRoutes =
    proposalRoutes + storyRoutes + needRoutes + scenarioRoutes + consultationRoutes + sharingRoutes + pledgeRoutes
    + taskRoutes + reportRoutes + posterRoutes

private let storyRoutes: [Route] = [
    .get("/projets/:project/personnes", .member, ProjectPeopleHandlers.show),
    .post("/projets/:project/personnes", .member, ProjectPeopleHandlers.create),
    .post("/projets/:project/personnes/:member/fin", .member, ProjectPeopleHandlers.end),
    .get("/projets/:project/experts", .member, ExpertHandlers.index),
    .post("/projets/:project/experts", .member, ExpertHandlers.create),
    .post("/projets/:project/experts/:expert/lien", .member, ExpertHandlers.renew),
    .post("/projets/:project/experts/:expert/fin", .member, ExpertHandlers.end),
    .post("/projets/:project/experts/:expert/effacement", .member, ExpertHandlers.erase),
    .get("/expertise/:token", .anyone, ExpertiseHandlers.show),
    .post("/expertise/:token", .anyone, ExpertiseHandlers.sign),
    .get("/expertise/:token/documents/:document", .anyone, ExpertiseHandlers.document),
    .get("/projets/:project/amendements", .member, AmendmentHandlers.index),
    .post("/projets/:project/amendements", .member, AmendmentHandlers.create),
    .post("/projets/:project/amendements/:amendment", .member, AmendmentHandlers.decide),
    .post("/projets/:project/amendements/:amendment/attente", .member, AmendmentHandlers.reopen),
    .post("/projets/:project/amendements/:amendment/retrait", .member, AmendmentHandlers.withdraw),
    .get("/projets/:project/documents", .member, DocumentHandlers.index),
    .post("/projets/:project/documents", .member, upTo: SiteLimits.documentBodyBytes, DocumentHandlers.create),
    .get("/projets/:project/documents/:document", .anyone, DocumentHandlers.show),
    .post("/projets/:project/documents/:document/retrait", .member, DocumentHandlers.remove),
    .post("/projets/:project/documents/:document/retablissement", .member, DocumentHandlers.restore),
    .post("/projets/:project/documents/:document/publication", .needs(.publishProjects), DocumentHandlers.publish),
    .post("/projets/:project/documents/:document/depublication", .needs(.publishProjects), DocumentHandlers.hide),
]

private let proposalRoutes: [Route] = [
    .get("/projets", .anyone, cached: true, ProjectHandlers.index),
    .post("/projets", .member, ProposalHandlers.create),
    .get("/projets/nouveau", .member, ProposalHandlers.new),
    .get("/projets/:project", .anyone, cached: true, ProjectHandlers.show),
    .get("/projets/:project/agenda.ics", .anyone, cached: true, ProjectCalendarHandlers.show),
    .get("/projets/:project/modifier", .member, ProposalHandlers.edit),
    .post("/projets/:project/modifier", .member, ProposalHandlers.update),
    .post("/projets/:project/participation", .member, ParticipationHandlers.create),
    .post("/projets/:project/depart", .member, ParticipationHandlers.delete),
    .post("/projets/:project/commentaires", .member, ProjectCommentHandlers.create),
    .post("/projets/:project/commentaires/:comment/retrait", .member, ProjectCommentHandlers.withdraw),
    .post("/projets/:project/commentaires/:comment/retablissement", .member, ProjectCommentHandlers.restore),
    .post("/projets/:project/retrait", .member, ProjectStateHandlers.withdraw),
    .post("/projets/:project/retablissement", .member, ProjectStateHandlers.restore),
    .post("/projets/:project/publication", .needs(.publishProjects), ProjectStateHandlers.publish),
    .post("/projets/:project/refus", .needs(.publishProjects), ProjectStateHandlers.refuseChange),
    .post("/projets/:project/refus/annulation", .needs(.publishProjects), ProjectStateHandlers.restoreChange),
    .post("/projets/:project/depublication", .needs(.publishProjects), ProjectStateHandlers.unpublish),
]

private let taskRoutes: [Route] = [
    .get("/projets/:project/taches", .member, TaskHandlers.index),
    .post("/projets/:project/taches", .member, TaskHandlers.create),
    .get("/projets/:project/taches/:task/modifier", .member, TaskHandlers.edit),
    .post("/projets/:project/taches/:task/modifier", .member, TaskHandlers.update),
    .post("/projets/:project/taches/:task/prise", .member, TaskHandlers.take),
    .post("/projets/:project/taches/:task/fait", .member, TaskHandlers.finish),
    .post("/projets/:project/taches/:task/a-faire", .member, TaskHandlers.reopen),
    .post("/projets/:project/taches/:task/retrait", .member, TaskHandlers.remove),
    .post("/projets/:project/taches/:task/retablissement", .member, TaskHandlers.restore),
]

private let reportRoutes: [Route] = [
    .get("/projets/tableau", .needs(.readFigures), PortfolioHandlers.index),
    .get("/projets/:project/bilan", .member, ReportHandlers.show),
    .get("/projets/:project/bilan/modifier", .member, ReportEditHandlers.edit),
    .post("/projets/:project/bilan/modifier", .member, ReportEditHandlers.update),
    .post("/projets/:project/bilan/reponse", .member, ReportHandlers.answer),
    .post("/projets/:project/bilan/fin", .member, ReportHandlers.end),
    .post("/projets/:project/bilan/reprise", .member, ReportHandlers.resume),
    .post("/projets/:project/bilan/publication", .needs(.publishProjects), ReportHandlers.publish),
    .post("/projets/:project/bilan/depublication", .needs(.publishProjects), ReportHandlers.unpublish),
    .post("/projets/:project/suite", .member, ReportHandlers.next),
]

private let posterRoutes: [Route] = [
    .get("/projets/:project/affiche", .member, ProjectPosterHandlers.show),
    .post("/projets/:project/affiche", .member, ProjectPosterHandlers.create),
]

private let needRoutes: [Route] = [
    .get("/entraide", .member, NeedHandlers.index),
    .post("/entraide", .member, NeedHandlers.create),
    .get("/entraide/nouvelle", .member, NeedHandlers.new),
    .get("/entraide/:need", .member, NeedHandlers.show),
    .get("/entraide/:need/modifier", .member, NeedHandlers.edit),
    .post("/entraide/:need/modifier", .member, NeedHandlers.update),
    .post("/entraide/:need/fin", .member, NeedHandlers.close),
    .post("/entraide/:need/retablissement", .member, NeedHandlers.restore),
    .post("/entraide/:need/reponses", .member, NeedAnswerHandlers.create),
    .post("/entraide/:need/merci", .member, NeedAnswerHandlers.thank),
]

private let scenarioRoutes: [Route] = [
    .get("/projets/:project/scenarios", .member, ScenarioHandlers.index),
    .post("/projets/:project/scenarios", .member, ScenarioFormHandlers.create),
    .get("/projets/:project/scenarios/nouveau", .member, ScenarioFormHandlers.new),
    .get("/projets/:project/scenarios/:scenario", .member, ScenarioHandlers.show),
    .get("/projets/:project/scenarios/:scenario/modifier", .member, ScenarioFormHandlers.edit),
    .post("/projets/:project/scenarios/:scenario/modifier", .member, ScenarioFormHandlers.update),
    .post("/projets/:project/scenarios/:scenario/retrait", .member, ScenarioHandlers.withdraw),
    .post("/projets/:project/scenarios/:scenario/retablissement", .member, ScenarioHandlers.restore),
    .post("/projets/:project/choix", .member, ScenarioChoiceHandlers.create),
    .post("/projets/:project/choix/annulation", .member, ScenarioChoiceHandlers.delete),
]

private let consultationRoutes: [Route] = [
    .get("/projets/:project/consultations/nouvelle", .member, ConsultationHandlers.new),
    .post("/projets/:project/consultations", .member, ConsultationHandlers.create),
    .get("/projets/:project/consultations/:consultation", .member, ConsultationHandlers.show),
    .post("/projets/:project/consultations/:consultation/reponse", .member, ConsultationHandlers.answer),
    .post("/projets/:project/consultations/:consultation/annulation", .member, ConsultationHandlers.cancel),
    .post("/projets/:project/consultations/:consultation/reprise", .member, ConsultationHandlers.resume),
]

private let sharingRoutes: [Route] = [
    .get("/projets/:project/scenarios/:scenario/repartition", .member, SharingHandlers.show),
    .get("/projets/:project/scenarios/:scenario/repartition/modifier", .member, SharingHandlers.edit),
    .post("/projets/:project/scenarios/:scenario/repartition/modifier", .member, SharingHandlers.update),
    .post("/projets/:project/scenarios/:scenario/repartition/chiffres", .member, SharingHandlers.declare),
    .post("/projets/:project/scenarios/:scenario/repartition/exemption", .member, SharingHandlers.exempt),
]

private let pledgeRoutes: [Route] = [
    .get("/projets/:project/engagements", .member, CallHandlers.show),
    .get("/projets/:project/engagements/nouveau", .member, CallHandlers.new),
    .post("/projets/:project/engagements/nouveau", .member, CallHandlers.create),
    .post("/projets/:project/engagements/annulation", .member, CallHandlers.cancel),
    .post("/projets/:project/engagements/delai", .member, CallDeadlineHandlers.update),
    .post("/projets/:project/engagements/reprise", .member, CallHandlers.restore),
    .post("/projets/:project/engagements/promesse", .member, PledgeHandlers.create),
    .post("/projets/:project/engagements/promesse/retrait", .member, PledgeHandlers.delete),
    .post("/projets/:project/engagements/depart", .member, PledgeHandlers.askToLeave),
    .post("/projets/:project/engagements/depart/reponse", .member, SettlementHandlers.answer),
    .post("/projets/:project/engagements/total", .member, SettlementHandlers.changeSum),
]
